// The page's entry point: events from the server → changes of its regions; the reader's choices.

import { applySteps, applyWhole } from "./patch.js";
import { announce } from "./announce.js";
import { focusOn, keepFocus, shownMain } from "./focus.js";
import { group } from "./items.js";
import { dropName, focusBlock, initLocationBar, keepTabStop } from "./location_bar.js";
import { highlight, keepPosition, reveal, sideOf } from "./scroll.js";
import { Stream } from "./stream.js";

const root = document.documentElement;
const { version, events, assets, unit, whole, saved = "" } = document.body.dataset;
const regions = Object.fromEntries(
  [...document.querySelectorAll("[data-region]")].map((region) => [region.dataset.region, region]),
);
let savedFiles = filesIn(saved);
const followBox = document.getElementById("pv-follow");
const infosBox = document.getElementById("pv-infos");
const changesBox = document.getElementById("pv-changes");
const nextChange = document.getElementById("pv-next-change");
const connection = document.getElementById("pv-connection");
let isAsked = false; // what comes next was asked for here: nobody has saved anything

// --- updates ---------------------------------------------------------------------------------

group(regions.note);
const stream = new Stream(events, version, {
  update: ({ regions: steps, about }) => {
    change(applySteps, steps, about);
    announce(Object.keys(steps).some((name) => !name.startsWith("pages")), whatCame);
  },
  page: ({ regions: whole, about }) => {
    const before = root.textContent;
    change((region, [html], changed) => applyWhole(region, html ?? [], changed), whole, about);
    announce(root.textContent !== before, whatCame);
  },
  live: showConnection,
}, streamQuery());
offerNextChange();

/** What the stream is to have, by what is chosen on the page. */
function streamQuery() {
  const pages = root.dataset.view === "pages" ? "&visning=sider" : "";
  return changesBox?.checked ? `${pages}&siden=siste` : pages;
}

function change(apply, changes, about) {
  if (about.assets && about.assets !== assets && !isWritingIn(document.getElementById("sv-text"))) {
    return location.reload();
  }
  const inView = root.dataset.view === "pages" ? ["pages"] : ["head", "note"];
  const changed = [];
  keepFocus(() => {
    dropName();
    keepPosition(() => {
      for (const [name, steps] of Object.entries(changes)) {
        if (regions[name]) apply(regions[name], steps, inView.includes(name) ? changed : []);
      }
      group(regions.note);
    });
  }, focusBlock);
  applyAbout(about);
  keepTabStop();
  aimSkipLink();
  offerNextChange();
  if (!isAsked) pointOut(changed.filter((element) => element.isConnected && !element.matches(".pv-inline-messages, .pv-change")));
  isAsked = false;
}

/** What a save came to: why the note can't be read, or how much there is to put right. */
function whatCame() {
  const fault = [...regions.fault.querySelectorAll("strong, p:not(:has(button))")];
  const pages = root.dataset.view === "pages" ? regions["pages-state"] : null;
  if (!fault.length && pages?.querySelector("[data-state='behind']")) return "";
  const lines = fault.length ? fault : [regions.counts, regions.changes, pages];
  return lines.map((element) => element?.textContent.trim()).filter(Boolean).join(". ").replace(/([.…])\. /g, "$1 ");
}

/** The skip link leads to the text or the pages, whichever is shown. */
function aimSkipLink() {
  document.querySelector(".pv-skip").setAttribute("href", `#${shownMain().id}`);
}

// What somebody has written and not handed in would be gone.
function isWritingIn(editor) {
  return editor !== null && editor.value !== editor.defaultValue;
}

function applyAbout({ title, language, style, saved: files }) {
  if (files !== undefined) savedFiles = filesIn(files);
  if (title !== undefined) document.title = title;
  if (language !== undefined) for (const name of ["head", "note"]) regions[name].lang = language;
  if (style) changeStyle(style);
}

function filesIn(lines) {
  return new Set(lines.split("\n"));
}

function changeStyle(address) {
  const old = document.getElementById("pv-style");
  if (old.getAttribute("href") === address) return;
  const link = old.cloneNode();
  link.href = address;
  link.addEventListener("load", () => old.remove());
  old.removeAttribute("id");
  old.before(link);
}

function showConnection(isLive) {
  const text = isLive ? connection.dataset.live : connection.dataset.lost;
  if (connection.textContent !== text) connection.textContent = text;
  root.dataset.live = isLive;
}

// --- what changed ----------------------------------------------------------------------------

const BUTTON_SHOWN = 10_000;
const changedBar = document.getElementById("pv-changed");
const changedButton = document.getElementById("pv-changed-button");
let firstChanged = null;
let hideTimer;

/** Lead the reader to the first of the `changed` elements, or offer to, when none is in view. */
function pointOut(changed) {
  if (!changed.length) return;
  // What was written comes before what followed from it, such as a new number.
  firstChanged = changed.find((element) => savedFiles.has(element.dataset.source)) ?? changed[0];
  const isSeen = changed.some((element) => sideOf(element) === 0);
  if (followBox.checked) reveal(firstChanged);
  if (followBox.checked || isSeen) {
    highlight(firstChanged);
    return hideChanged();
  }
  const { above, below } = changedButton.dataset;
  changedButton.textContent = sideOf(firstChanged) < 0 ? above : below;
  changedBar.hidden = false;
  hideLater();
}

function hideLater() {
  clearTimeout(hideTimer);
  hideTimer = setTimeout(() => (hasButtonFocus() ? hideLater() : hideChanged()), BUTTON_SHOWN);
}

function hasButtonFocus() {
  return document.activeElement === changedButton;
}

function hideChanged() {
  const hadFocus = hasButtonFocus();
  changedBar.hidden = true;
  if (!hadFocus) return;
  if (firstChanged.isConnected && firstChanged.matches("#note [data-source]")) focusBlock(firstChanged);
  else focusOn(firstChanged);
}

changedButton.addEventListener("click", () => {
  hideChanged();
  if (!firstChanged.isConnected) return;
  reveal(firstChanged);
  highlight(firstChanged);
});
addEventListener("scrollend", () => firstChanged && sideOf(firstChanged) === 0 && hideChanged());

// --- choices, remembered ---------------------------------------------------------------------

function remember(box, name, use) {
  try {
    box.checked = localStorage.getItem(name) === "true";
  } catch {
    // No storage: the choice lasts as long as the page.
  }
  use(box.checked);
  box.addEventListener("change", () => {
    use(box.checked);
    try {
      localStorage.setItem(name, box.checked);
    } catch {
      // As above.
    }
  });
}

remember(followBox, "arkdoc-follow", () => {});
remember(infosBox, "arkdoc-infos", (isOn) => (root.dataset.infos = isOn));

const menu = document.getElementById("pv-menu");
menu.addEventListener("click", () => openMenu(menu.getAttribute("aria-expanded") !== "true"));

function openMenu(isOpen) {
  menu.setAttribute("aria-expanded", isOpen);
  root.dataset.menu = isOpen;
}

changesBox?.addEventListener("change", () => {
  setInAddress("siden", changesBox.checked ? "siste" : "");
  isAsked = true;
  stream.setQuery(streamQuery(), true);
});

function offerNextChange() {
  if (nextChange) nextChange.hidden = !document.querySelector(".pv-change");
}

/** Lead to the change after the one that was led to last, or from what is in view. */
nextChange?.addEventListener("click", () => {
  if (root.dataset.view === "pages") setView("text");
  openMenu(false);
  const marks = [...document.querySelectorAll(".pv-change")];
  const last = marks.findIndex((mark) => mark.hasAttribute("tabindex"));
  const here = last >= 0 ? last + 1 : marks.findIndex((mark) => mark.getBoundingClientRect().top > 0);
  for (const mark of marks) mark.removeAttribute("tabindex");
  const mark = marks[here] ?? marks[0];
  reveal(mark);
  highlight(mark.matches("p") ? mark.nextElementSibling ?? mark : mark);
  mark.tabIndex = -1;
  mark.focus({ preventScroll: true });
});

function setInAddress(name, value) {
  const address = new URL(location);
  if (value) address.searchParams.set(name, value);
  else address.searchParams.delete(name);
  history.replaceState(null, "", address);
}

function setView(name) {
  root.dataset.view = name;
  document.querySelector(".pv-note").hidden = name === "pages";
  document.querySelector(".pv-pages").hidden = name !== "pages";
  for (const button of document.querySelectorAll("button[data-view]")) {
    button.setAttribute("aria-pressed", button.dataset.view === name);
  }
  setInAddress("visning", name === "pages" ? "sider" : "");
  aimSkipLink();
  // Who asked for pages that are not made yet is told when they are.
  if (!whatCame()) announce(true, whatCame);
  stream.setQuery(streamQuery());
}

for (const button of document.querySelectorAll("button[data-view]")) {
  button.addEventListener("click", () => setView(button.dataset.view));
}
if (new URLSearchParams(location.search).get("visning") === "sider" && !unit) setView("pages");

// --- links -----------------------------------------------------------------------------------

function targetOf(link) {
  return document.getElementById(decodeURIComponent(link.hash.slice(1)));
}

// A link in the sidebar leads into the text from the pages too, and closes the menu over it.
document.querySelector(".pv-sidebar").addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  event.preventDefault();
  if (root.dataset.view === "pages") setView("text");
  openMenu(false);
  const target = targetOf(link);
  if (!target) return focusOn(link.getClientRects().length ? link : menu);
  if (target.matches("[data-severity='info']") && !infosBox.checked) infosBox.click();
  reveal(target);
  highlight(target);
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
});

// A link to what a unit's own page does not have leads into the whole note, however it is
// followed, with this page's language and token.
function leadIntoNote(event) {
  const link = event.target.closest?.("#note a[href^='#']");
  if (link && !targetOf(link)) link.href = `${whole}${location.search}${link.hash}`;
}

if (unit && whole) {
  for (const kind of ["click", "auxclick", "contextmenu"]) {
    document.addEventListener(kind, leadIntoNote);
  }
}

initLocationBar();
