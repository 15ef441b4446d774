// The secretariat's pages: copying addresses, pasting, and files that are dropped.

import "./address.js";
import { listenForDrop, listenForFiles } from "./files.js";
import { listenForPaste } from "./paste.js";

const MOST_BYTES = 60 * 1024 * 1024;
const MOST_FILES = 100;

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy], button[data-copy-from]");
  if (!button) return;
  const text = button.dataset.copy ?? document.getElementById(button.dataset.copyFrom).value;
  if (!(await copied(text))) return;
  const label = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => (button.textContent = label), 2000);
});

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without HTTPS there is no clipboard but the old one.
    const area = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(area);
    area.select();
    const isDone = document.execCommand("copy");
    area.remove();
    return isDone;
  }
}

const answer = document.getElementById("sv-answer");
if (answer?.firstElementChild) answer.focus();

const introduction = document.getElementById("sv-introduction");
if (introduction) {
  const { action, pasted } = introduction.dataset;
  listenForPaste(introduction, async (html, tekst) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ html, tekst, adgang: document.body.dataset.key })) body.set(name, value);
    const response = await fetch(action, { method: "POST", body }).catch(() => null);
    if (!response?.ok) return tekst;
    document.getElementById("sv-paste").textContent = pasted;
    return (await response.json()).text;
  });
}

const wordFile = document.getElementById("sv-word-file");
if (wordFile) {
  document.querySelector(".sv-drop-hint").hidden = false;
  // Wherever on the page it is dropped: elsewhere the browser would leave the page for it.
  listenForDrop(document.documentElement, ([file]) => {
    const chosen = new DataTransfer();
    chosen.items.add(file);
    wordFile.files = chosen.files;
    wordFile.form.requestSubmit();
  });
}

const dropped = document.getElementById("sv-dropped");
if (dropped) startDropping();

function startDropping() {
  const { action, key, failed, sending, tooMany } = dropped.dataset;
  const input = document.getElementById("sv-files");
  const drop = document.getElementById("sv-drop");
  const plan = document.getElementById("sv-plan");
  let files = [];

  async function post(step, extra) {
    const form = extra ? new FormData(extra) : new FormData();
    form.set("adgang", key);
    form.set("steg", step);
    for (const file of files) form.append("fil", file);
    plan.textContent = sending;
    try {
      const response = await fetch(action, { method: "POST", body: form, headers: { accept: "application/json" } });
      if ((response.headers.get("content-type") ?? "").startsWith("application/json")) {
        const { html, taken } = await response.json();
        plan.innerHTML = html;
        files = files.filter((_, number) => !taken.includes(number));
      } else plan.textContent = response.status < 500 ? await response.text() : failed;
    } catch {
      plan.textContent = failed;
    }
    plan.focus({ preventScroll: true });
    plan.scrollIntoView({ block: "nearest" });
  }

  function look(list) {
    files = list;
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    if (bytes > MOST_BYTES || files.length > MOST_FILES) plan.textContent = tooMany;
    else post("se");
  }

  listenForFiles(input, drop, look);
  plan.addEventListener("submit", (event) => {
    event.preventDefault();
    post(event.submitter?.value || "ta-inn", event.target);
  });
}
