/* Theme switch. Loaded in <head> without defer so that the page never flashes. Without it, the system's preference rules.
   The words of the button are the template's: data-light and data-dark. */
(function () {
  var root = document.documentElement, stored = null;
  try { stored = localStorage.getItem("theme"); } catch (e) { /* private mode */ }
  if (stored) root.dataset.theme = stored;
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-theme-switch]").forEach(function (button) {
      var dark = function () { return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches; };
      var paint = function () { button.textContent = dark() ? button.dataset.light : button.dataset.dark; };
      button.hidden = false;
      paint();
      button.addEventListener("click", function () {
        root.dataset.theme = dark() ? "light" : "dark";
        try { localStorage.setItem("theme", root.dataset.theme); } catch (e) { /* not kept */ }
        paint();
      });
    });
  });
})();
