// The portal's only script: the line that says "offline", and the worker that keeps the last copy of a page.
(() => {
  const root = document.documentElement;
  const worker = document.currentScript && document.currentScript.dataset.worker;
  root.classList.remove("no-js");
  const note = document.getElementById("offline");
  const show = () => { if (note) note.hidden = navigator.onLine; };
  addEventListener("online", show);
  addEventListener("offline", show);
  show();
  const box = document.querySelector("[data-errors]");
  if (box) box.focus();
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
    document.querySelectorAll("details.cr-menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  if (worker && "serviceWorker" in navigator) navigator.serviceWorker.register(worker).catch(() => {});
})();
