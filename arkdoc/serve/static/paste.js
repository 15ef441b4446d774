// Text that is pasted with a look of its own → the text that the editor takes, made by the server.

/** `read(html, plain)` answers with the text; without HTML, the browser pastes by itself. */
export function listenForPaste(text, read) {
  text.addEventListener("paste", async (event) => {
    const html = event.clipboardData.getData("text/html");
    if (!html) return;
    event.preventDefault();
    insert(text, await read(html, event.clipboardData.getData("text/plain")));
  });
}

// Blocks have an empty line around them; words within a line have none.
function insert(text, words) {
  const before = text.value.slice(0, text.selectionStart);
  const after = text.value.slice(text.selectionEnd);
  let written = words.trimEnd();
  if (written.includes("\n") || /^(#|[-|>] |\d+\. )/.test(written)) {
    if (before.trim() && !before.endsWith("\n\n")) written = `\n\n${written}`;
    if (after.trim() && !after.startsWith("\n\n")) written += "\n\n";
  }
  text.focus();
  // The browser's own command keeps «undo»; where it is gone, the text is set.
  if (!document.execCommand?.("insertText", false, written)) {
    text.setRangeText(written, text.selectionStart, text.selectionEnd, "end");
  }
}
