"""What is needed of the messages' translator where it is handed in from above."""

from typing import Protocol

from arkdoc.model.diagnostic import ArkdocError, Diagnostic


class Voice(Protocol):
    """Speaks one language: `nb` or `en`."""

    @property
    def language(self) -> str:
        """The language, as a BCP 47 tag."""

    def __call__(self, message: str, **args: object) -> str:
        """`message` in this language, its placeholders filled."""

    def count(self, singular: str, plural: str, n: int) -> str:
        """The form that suits `n`."""

    def message(self, diagnostic: Diagnostic) -> str:
        """What is wrong."""

    def hint(self, diagnostic: Diagnostic) -> str:
        """What to do about it, or nothing."""

    def error(self, error: ArkdocError) -> str:
        """Why arkdoc can't go on."""
