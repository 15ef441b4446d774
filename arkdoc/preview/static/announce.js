// What came of a save → one line for screen readers, when the page has been still for a moment.

const STILL = 600; // milliseconds: programs save in several steps
const said = document.getElementById("pv-said");
let timer;
let isUntold = false;

/** The page has changed, by a save or only its pictures of pages; `line()` is what to say then. */
export function announce(isSave, line) {
  isUntold ||= isSave;
  if (!isUntold) return;
  clearTimeout(timer);
  timer = setTimeout(() => say(line()), STILL);
}

function say(text) {
  if (!text) return; // it is not known yet
  isUntold = false;
  // The same words again are said again only where they differ.
  said.textContent = said.textContent === text ? `${text}\u00a0` : text;
}
