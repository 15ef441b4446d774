// What stands after # in the address → the server, once; then the page, with a clean address line.

const door = document.getElementById("sv-door");

async function enter() {
  const token = location.hash.slice(1);
  if (!token) return;
  history.replaceState(null, "", location.pathname + location.search);
  document.getElementById("sv-refusal").hidden = true;
  document.getElementById("sv-opening").hidden = false;
  const body = new URLSearchParams({ adgang: token, enhet: door.dataset.unit });
  const answer = await fetch(door.dataset.enter, { method: "POST", body }).catch(() => null);
  if (answer?.ok) return location.reload();
  if (answer?.status !== 403) history.replaceState(null, "", `#${token}`); // to be tried again
  document.getElementById("sv-opening").hidden = true;
  document.getElementById("sv-refusal").hidden = false;
}

addEventListener("hashchange", enter);
enter();
