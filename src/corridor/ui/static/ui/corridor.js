// The desk's only own script: menus, folding, theme, keyboard, announcements. Every page works without it.
(() => {
  const root = document.documentElement;
  root.classList.remove("no-js");

  const fold = (scope) => {
    if (matchMedia("(max-width:991px)").matches) scope.querySelectorAll("details[data-fold]").forEach((d) => { d.open = false; });
  };
  const focusErrors = () => {
    const box = document.querySelector("[data-errors]");
    if (box && !box.closest("[data-still]")) box.focus();
  };
  fold(document);
  focusErrors();

  document.addEventListener("click", (event) => {
    const toggle = event.target.closest("[data-toggle]");
    if (toggle) {
      const body = document.querySelector(toggle.dataset.toggle);
      toggle.setAttribute("aria-expanded", body.classList.toggle("show"));
    }
    if (event.target.closest("[data-print]")) print();
    const all = event.target.closest("[data-check-all]");
    if (all) document.querySelectorAll(all.dataset.checkAll).forEach((box) => { box.checked = all.checked; });
    document.querySelectorAll("details.cr-menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-theme-form]");
    if (!form) return;
    event.preventDefault();
    root.dataset.bsTheme = root.dataset.bsTheme === "dark" ? "light" : "dark";
    const secure = location.protocol === "https:" ? ";secure" : "";
    document.cookie = `corridor_theme=${root.dataset.bsTheme};path=/;max-age=31536000;samesite=lax${secure}`;
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      document.querySelectorAll("details.cr-menu[open]").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
    }
    const typing = /INPUT|TEXTAREA|SELECT/.test(document.activeElement.tagName);
    const search = document.getElementById("q");
    if (event.key === "/" && !typing && search) { event.preventDefault(); search.focus(); }
  });

  // The fragment that answers an HTMX request says in data-announce what has changed.
  document.addEventListener("htmx:after:swap", () => {
    const news = document.querySelector("[data-announce]");
    if (news) document.getElementById("live").textContent = news.dataset.announce;
    focusErrors();
  });
})();
