// Files that are chosen or dropped → the caller.

/** `take(files)` gets those that are dropped on `drop`, which is marked while they are over it. */
export function listenForDrop(drop, take) {
  for (const kind of ["dragenter", "dragover"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.dataset.over = "true";
    });
  }
  for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => delete drop.dataset.over);
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    if (files.length) take(files);
  });
}

/** `take(files)` gets those that are chosen in `input`, also before this ran, or dropped on `drop`. */
export function listenForFiles(input, drop, take) {
  function takeChosen() {
    const files = [...input.files];
    input.value = ""; // so that the same file can be chosen again
    if (files.length) take(files);
  }

  input.addEventListener("change", takeChosen);
  listenForDrop(drop, take);
  takeChosen();
}
