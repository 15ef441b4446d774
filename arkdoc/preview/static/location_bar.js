// A click or Enter on a paragraph or message → a bar with its file and line or paragraph, to copy.

import { focusOn } from "./focus.js";
import { nextItem, previousItem } from "./items.js";

const bar = document.getElementById("pv-location-bar");
const text = document.getElementById("pv-location-text");
const copy = document.getElementById("pv-copy");
const note = document.getElementById("note");
const copyLabel = copy?.textContent;
let opener = null; // the element that the bar was opened from
let stop = null; // the block that Tab leads to

const NAMING = ["role", "aria-label", "aria-describedby"];
const MOST_NAMED = 60; // characters of a block in its name

/** Listen for clicks and keys, where the page has the bar. */
export function initLocationBar() {
  if (!bar) return;
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  copy.addEventListener("click", copyLocation);
  document.getElementById("pv-location-close").addEventListener("click", hide);
  keepTabStop();
}

/** Make sure that one block can be reached with Tab; the others are, from it, by arrow keys. */
export function keepTabStop() {
  if (!bar) return;
  const block = tabStop() ?? note.querySelector("[data-source]");
  if (block) makeTabStop(block);
}

/** Take away what `keepTabStop` says of the block, so that it is as the server sent it. */
export function dropName() {
  for (const name of NAMING) tabStop()?.removeAttribute(name);
}

/** Focus `block`, and let Tab lead there. */
export function focusBlock(block) {
  if (bar) makeTabStop(block);
  focusOn(block);
}

function tabStop() {
  return stop?.isConnected ? stop : null;
}

/** It reacts to keys, so it has a role, and a name: how it begins and where it is written. */
function makeTabStop(block) {
  const old = tabStop();
  if (old !== block) {
    dropName();
    old?.removeAttribute("tabindex");
  }
  const words = block.textContent.trim().replace(/\s+/g, " ");
  const start = words.length > MOST_NAMED ? `${words.slice(0, MOST_NAMED)} …` : words;
  stop = block;
  block.tabIndex = 0;
  block.setAttribute("role", "group");
  block.setAttribute("aria-label", [start, locationOf(block)].filter(Boolean).join(", "));
  block.setAttribute("aria-describedby", "pv-block-help");
}

function onClick(event) {
  const button = event.target.closest("[data-location]");
  if (button) {
    show(button.dataset.location, button);
    return;
  }
  if (event.target.closest("a, button, input, label, summary") || !getSelection().isCollapsed) return;
  const block = event.target.closest("#note [data-source]");
  if (block) show(locationOf(block), block);
}

function locationOf(block) {
  const { source, line, lines } = block.dataset;
  return lines ? `${source}, ${bar.dataset[lines].replace("{n}", line)}` : `${source}:${line}`;
}

function onKey(event) {
  if (event.key === "Escape" && !bar.hidden) {
    hide();
    return;
  }
  const block = event.target.closest?.("#note [data-source]");
  if (!block || event.target !== block || !block.matches(":focus-visible")) return;
  if (event.key === "Enter") {
    event.preventDefault();
    show(locationOf(block), block);
    copy.focus();
  }
  const next = { ArrowDown: nextItem, ArrowUp: previousItem }[event.key];
  if (next) {
    event.preventDefault();
    moveFocus(block, next);
  }
}

function moveFocus(block, next) {
  let target = next(block);
  while (target && !target.dataset.source) target = next(target);
  if (!target) return;
  makeTabStop(target);
  target.focus();
}

function show(location, element) {
  opener = element;
  text.textContent = location;
  copy.textContent = copyLabel;
  bar.hidden = false;
}

function hide() {
  const { activeElement } = document;
  bar.hidden = true;
  if (activeElement !== document.body && !bar.contains(activeElement)) return;
  if (opener?.matches("#note [data-source]")) focusBlock(opener);
  else focusOn(opener);
}

async function copyLocation() {
  try {
    await navigator.clipboard.writeText(text.textContent);
  } catch {
    // Without https there is no clipboard to write to; a selection can always be copied.
    getSelection().selectAllChildren(text);
    document.execCommand("copy");
  }
  copy.textContent = copy.dataset.copied;
}
