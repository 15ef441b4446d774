// The unit's forms → requests, and what came of them. Nothing is handed in before it was looked at.

import "./address.js";
import { listenForFiles } from "./files.js";
import { listenForPaste } from "./paste.js";

const section = document.getElementById("sv-deliver");
if (section) start();

function start() {
  const { action, key, sending, failed, tooLarge, pasted, withoutPictures } = section.dataset;
  const fileInput = document.getElementById("sv-file");
  const drop = document.getElementById("sv-drop");
  const text = document.getElementById("sv-text");
  const answer = document.getElementById("sv-answer");
  const timeForm = document.getElementById("sv-time");
  const pasteNote = document.getElementById("sv-paste");
  const MOST = 60 * 1024 * 1024;
  let basis = section.dataset.basis;
  let confirmed = "";
  let handed = null; // what was looked at or sent last, and the step that writes it
  let opener = null; // where the focus goes back to

  async function post(step, fields, to = "lever") {
    const form = new FormData();
    form.set("adgang", key);
    form.set("grunnlag", basis);
    // Of what the editor began with; a file was begun with whatever its author had.
    if (fields.tekst !== undefined) form.set("utgangspunkt", section.dataset.began);
    form.set("bekreft", confirmed);
    form.set("steg", step);
    for (const file of fields.files ?? []) form.append("fil", file);
    for (const [name, value] of Object.entries(fields)) if (name !== "files") form.set(name, value);
    const bytes = (fields.files ?? []).reduce((sum, file) => sum + file.size, 0);
    if (bytes > MOST) return { html: told(tooLarge), outcome: "refused" };
    try {
      const headers = { accept: "application/json" };
      const address = `${action}/${to}${location.search}`;
      const response = await fetch(address, { method: "POST", body: form, headers });
      const type = response.headers.get("content-type") ?? "";
      if (type.startsWith("application/json")) return await response.json();
      if (response.status === 413) return { html: told(tooLarge), outcome: "refused" };
      return { html: told(response.status < 500 ? await response.text() : failed), outcome: "refused" };
    } catch {
      return { html: told(failed), outcome: "refused" };
    }
  }

  function told(message) {
    const box = document.createElement("div");
    box.className = "sv-told";
    box.dataset.kind = "error";
    box.append(Object.assign(document.createElement("p"), { textContent: message }));
    return box.outerHTML;
  }

  async function show(step, fields, to) {
    if (isBusy()) return {};
    // What is replaced may be what was pressed: the focus must not fall to the page meanwhile.
    if (answer.contains(document.activeElement)) answer.focus({ preventScroll: true });
    else opener = document.activeElement;
    section.setAttribute("aria-busy", "true");
    answer.innerHTML = `<p class="sv-hint"></p>`;
    answer.firstChild.textContent = sending;
    const told = await post(step, fields, to);
    section.removeAttribute("aria-busy");
    answer.innerHTML = told.html;
    const confirm = answer.querySelector("[data-confirm]");
    confirmed = confirm?.dataset.confirm ?? "";
    basis = confirm?.dataset.basis ?? told.basis ?? basis;
    if (told.outcome === "written" || told.outcome === "waiting") {
      document.querySelector(".sv-state")?.remove(); // it was true before
      if (fields.tekst !== undefined) {
        text.defaultValue = fields.tekst;
        section.dataset.began = basis;
      }
    }
    (answer.querySelector("[tabindex]") ?? answer).focus({ preventScroll: true });
    answer.scrollIntoView({ block: "start", behavior: "instant" });
    return told;
  }

  function isBusy() {
    return section.getAttribute("aria-busy") === "true";
  }

  function look(fields) {
    if (isBusy()) return;
    handed = { step: "lever", fields };
    return show("se", fields);
  }

  // What is written at once, unless there is something to ask first.
  function send(step, fields) {
    if (isBusy()) return;
    handed = { step, fields };
    return show(step, fields);
  }

  listenForFiles(fileInput, drop, (files) => look({ files }));

  listenForPaste(text, async (html, tekst) => {
    const told = await post("lim", { html, tekst }, "lim");
    if (told.text === undefined) return tekst;
    pasteNote.textContent = told.pictures ? `${pasted} ${withoutPictures}` : pasted;
    return told.text;
  });

  const actions = {
    "se-tekst": () => look({ tekst: text.value }),
    utkast: () => send("utkast", { tekst: text.value }),
    "ingen-merknader": () => send("ingen-merknader", {}),
    "mer-tid": () => {
      timeForm.hidden = !timeForm.hidden;
      if (!timeForm.hidden) document.getElementById("sv-until").focus();
    },
    lever: () => handed && show(handed.step, handed.fields),
    rett: () => {
      answer.replaceChildren();
      (opener?.isConnected ? opener : fileInput).focus();
    },
  };

  section.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-do]");
    if (button && !isBusy()) actions[button.dataset.do]();
  });

  timeForm.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { outcome } = await show("", { til: document.getElementById("sv-until").value }, "mer-tid");
    if (outcome === "written") timeForm.hidden = true;
  });

  addEventListener("beforeunload", (event) => {
    if (text.value !== text.defaultValue) event.preventDefault();
  });

  section.dataset.ready = "true";
}
