// An address that was opened once more, with the cookie there already: its secret leaves the line.

function clean() {
  if (/^#[\w-]{22}$/.test(location.hash)) history.replaceState(null, "", location.pathname + location.search);
}

addEventListener("hashchange", clean);
clean();
