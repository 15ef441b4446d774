// The page: regions that the server keeps up to date, and the few things one can choose.

import { applySteps, applyWhole } from "./patch.js";
import { keepTabStop, watchPlaces } from "./place.js";
import { keepPlace, mark, show, side } from "./scroll.js";
import { Stream } from "./stream.js";

const root = document.documentElement;
const { version, events, assets } = document.body.dataset;
const regions = Object.fromEntries(
  [...document.querySelectorAll("[data-region]")].map((region) => [region.dataset.region, region]),
);
const LONG = 3000; // blocks, past which a page costs more to lay out than a save to make
let saved = filesIn(document.body.dataset.saved ?? "");
const follow = document.getElementById("pv-follow");
const elsewhere = document.getElementById("pv-changed");
const go = document.getElementById("pv-changed-go");
const status = document.getElementById("pv-status");

// --- updates ---------------------------------------------------------------------------------

measure();
const stream = new Stream(events, version, {
  update: ({ regions: steps, about }) => change(applySteps, steps, about),
  page: ({ regions: whole, about }) => change((region, [html], changed) => applyWhole(region, html ?? [], changed), whole, about),
  live,
});

function change(apply, changes, about) {
  if (about.assets && about.assets !== assets) return location.reload();
  const looked = root.dataset.view === "sheets" ? ["sheets"] : ["head", "note"];
  const changed = [];
  keepPlace(() => {
    for (const [name, steps] of Object.entries(changes)) {
      if (regions[name]) apply(regions[name], steps, looked.includes(name) ? changed : []);
    }
    measure();
  });
  describe(about);
  keepTabStop();
  point(changed.filter((element) => element.isConnected && !element.matches(".pv-remarks")));
}

function measure() {
  regions.note.classList.toggle("pv-long", regions.note.childElementCount > LONG);
}

function describe({ title, language, style, saved: files }) {
  if (files !== undefined) saved = filesIn(files);
  if (title !== undefined) document.title = title;
  if (language !== undefined) for (const name of ["head", "note"]) regions[name].lang = language;
  if (style) restyle(style);
}

function filesIn(lines) {
  return new Set(lines.split("\n"));
}

function restyle(address) {
  const old = document.getElementById("pv-style");
  if (old.getAttribute("href") === address) return;
  const link = old.cloneNode();
  link.href = address;
  link.addEventListener("load", () => old.remove());
  old.removeAttribute("id");
  old.before(link);
}

function live(whether) {
  status.textContent = whether ? status.dataset.live : status.dataset.lost;
  root.dataset.live = whether;
}

// --- what changed ----------------------------------------------------------------------------

const LINGER = 10_000;
let first = null;
let leaving;

function point(changed) {
  if (!changed.length) return;
  // What was written comes before what followed from it, such as a new number.
  first = changed.find((element) => saved.has(element.dataset.source)) ?? changed[0];
  const seen = changed.some((element) => side(element) === 0);
  if (follow.checked) show(first);
  if (follow.checked || seen) {
    mark(first);
    return away();
  }
  go.textContent = side(first) < 0 ? go.dataset.above : go.dataset.below;
  elsewhere.hidden = false;
  clearTimeout(leaving);
  leaving = setTimeout(away, LINGER);
}

function away() {
  elsewhere.hidden = true;
}

go.addEventListener("click", () => {
  away();
  if (!first.isConnected) return;
  show(first);
  mark(first);
});
addEventListener("scrollend", () => first && side(first) === 0 && away());

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

remember(follow, "arkdoc-follow", () => {});
remember(document.getElementById("pv-infos"), "arkdoc-infos", (on) => (root.dataset.infos = on));

const menu = document.getElementById("pv-menu");
menu.addEventListener("click", () => open(menu.getAttribute("aria-expanded") !== "true"));

function open(whether) {
  menu.setAttribute("aria-expanded", whether);
  root.dataset.menu = whether;
}

function view(name) {
  root.dataset.view = name;
  document.querySelector(".pv-note").hidden = name === "sheets";
  document.querySelector(".pv-sheets").hidden = name !== "sheets";
  for (const button of document.querySelectorAll("[data-view]")) {
    if (button !== root) button.setAttribute("aria-pressed", button.dataset.view === name);
  }
  const address = new URL(location);
  if (name === "sheets") address.searchParams.set("visning", "sider");
  else address.searchParams.delete("visning");
  history.replaceState(null, "", address);
  stream.ask(name === "sheets" ? "&visning=sider" : "");
}

for (const button of document.querySelectorAll("button[data-view]")) {
  button.addEventListener("click", () => view(button.dataset.view));
}
if (new URLSearchParams(location.search).get("visning") === "sider" && regions.sheets) view("sheets");

// A way into the text leads there from the pages too, and closes what covers it.
document.querySelector(".pv-side").addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  event.preventDefault();
  if (root.dataset.view === "sheets") view("text");
  open(false);
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!target) return;
  if (target.matches("[data-severity='info']") && root.dataset.infos !== "true") {
    document.getElementById("pv-infos").click();
  }
  show(target);
  mark(target);
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
});

// What a unit's own page has not got is in the whole note: a link to it leads there, however it
// is followed, with the language and the token that this page has.
function leadOut(event) {
  const link = event.target.closest?.("#note a[href^='#']");
  if (!link || document.getElementById(decodeURIComponent(link.hash.slice(1)))) return;
  link.href = `/${location.search}${link.hash}`;
}

if (document.body.dataset.unit) {
  for (const kind of ["click", "auxclick", "contextmenu"]) document.addEventListener(kind, leadOut);
}

watchPlaces();
