"""Every rule arkdoc knows: those of reading, assembling and writing, and those of the checks."""

from arkdoc.check import CHECKS
from arkdoc.rules import ALL as BUILT_IN

ALL = tuple(sorted((*BUILT_IN, *(check.RULE for check in CHECKS)), key=lambda rule: rule.code))
"""In the order of their codes. A code is never reused (contract, clause 11)."""

BY_CODE = {rule.code: rule for rule in ALL}
