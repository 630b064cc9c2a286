/* Cells of a table that is filled in (data-sheet) as those of a spreadsheet: arrows and Enter move, Alt and Enter break the
   line, Ctrl and D repeat the cell above, and what was copied from one is pasted from the cell on, down and to the right.
   data-grows: rows are added where what is pasted needs them. Without it, the table is the form that it is. */
(function () {
  var CELLS = "td input:not([type=hidden]):not([type=checkbox]), td textarea, td select";
  function grid(table) {
    return Array.from(table.tBodies[0].rows, function (row) { return Array.from(row.querySelectorAll(CELLS)); });
  }
  function place(rows, cell) {
    for (var row = 0; row < rows.length; row++) {
      var column = rows[row].indexOf(cell);
      if (column >= 0) return { row: row, column: column };
    }
    return null;
  }
  function go(rows, row, column) {
    var cell = rows[row] && rows[row][column];
    if (cell) { cell.focus(); if (cell.select) cell.select(); cell.scrollIntoView({ block: "nearest", inline: "nearest" }); }
    return Boolean(cell);
  }
  function plain(text) { return text.replace(/\s+/g, " ").trim().toLowerCase(); }
  function changed(cell) { cell.dispatchEvent(new Event("input", { bubbles: true })); }
  // Rows of a copy: a tabulator between cells; one that holds a break or a tabulator stands in quotes, its own are doubled.
  function copied(text) {
    var rows = [], row = [], field = /"((?:[^"]|"")*[\n\t](?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*)/y;
    text = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (var at = 0; at <= text.length; at++) {
      field.lastIndex = at;
      var found = field.exec(text);
      row.push((found[1] === undefined ? found[2] : found[1].replace(/""/g, '"')).trim());
      at = field.lastIndex;
      if (text[at] !== "\t") { rows.push(row); row = []; }
    }
    return rows;
  }
  // What a cell would hold; nothing when its list does not have it.
  function fitting(cell, text) {
    if (cell.tagName !== "SELECT") return text;
    var option = Array.from(cell.options).find(function (each) { return plain(each.text) === plain(text) || each.value === text; });
    return option ? option.value : text ? null : cell.options[0].value;
  }
  function grow(table) {
    var body = table.tBodies[0], last = body.rows[body.rows.length - 1], form = table.closest("form");
    var total = form.querySelector("[name$=TOTAL_FORMS]"), most = form.querySelector("[name$=MAX_NUM_FORMS]");
    var number = Number(total.value);
    if (number >= Number(most.value)) return false;
    var added = last.cloneNode(true), before = "-" + (number - 1) + "-", after = "-" + number + "-";
    added.id = "fila-" + (number + 1);
    added.className = "";
    added.querySelectorAll(".error").forEach(function (each) { each.remove(); });
    added.querySelector("[data-number]").textContent = number + 1;
    added.querySelectorAll("[name], [id], [for], [aria-describedby]").forEach(function (each) {
      ["name", "id", "htmlFor"].forEach(function (name) { if (each[name]) each[name] = each[name].replace(before, after); });
      each.removeAttribute("aria-invalid");
      if (each.tagName === "SELECT") each.value = each.options[0].value;
      else if ("value" in each) each.value = "";
    });
    body.appendChild(added);
    total.value = number + 1;
    return true;
  }
  function paste(table, at, block, tell) {
    var rows = grid(table), cell = function (row, column) { return (rows[at.row + row] || [])[at.column + column]; };
    if (block.some(function (line) { return at.column + line.length > rows[at.row].length; })) return tell("wide");
    while ("grows" in table.dataset && at.row + block.length > rows.length && grow(table)) rows = grid(table);
    var writes = [];
    for (var row = 0; row < block.length; row++) for (var column = 0; column < block[row].length; column++) {
      var to = cell(row, column);
      if (!to) return tell("wide");
      if (to.readOnly && plain(to.value) !== plain(block[row][column])) return tell("other", to);
      var value = fitting(to, block[row][column]);
      if (value === null) return tell("list", to);
      writes.push([to, value]);
    }
    writes.forEach(function (each) { if (!each[0].readOnly) { each[0].value = each[1]; changed(each[0]); } });
    return true;
  }
  // Sums of weights in millionths: exact, as the server adds them.
  function millionths(text) {
    var found = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text.trim());
    return found ? Number(found[1]) * 1e6 + Number((found[2] || "").padEnd(6, "0")) : 0;
  }
  function sum(table) {
    table.querySelectorAll("tfoot [data-sum]").forEach(function (foot) {
      var all = 0, column = foot.cellIndex;
      Array.from(table.tBodies[0].rows).forEach(function (row) {
        var out = row.querySelector("[type=checkbox]"), input = row.cells[column].querySelector("input");
        if (input && !(out && out.checked)) all += millionths(input.value);
      });
      foot.textContent = all ? String(all / 1e6) : "";
    });
  }
  document.querySelectorAll("table[data-sheet]").forEach(function (table) {
    var form = table.closest("form"), told = form && form.querySelector("[data-told]");
    function tell(reason, cell) {
      if (!told) return false;
      told.hidden = false;
      told.textContent = table.dataset[reason] || "";
      if (cell) cell.focus();
      return false;
    }
    table.addEventListener("keydown", function (event) {
      var rows = grid(table), cell = event.target, at = place(rows, cell);
      if (!at || event.isComposing) return;
      var isText = cell.tagName === "TEXTAREA", isList = cell.tagName === "SELECT";
      if (event.ctrlKey && event.key === "d" && at.row) {
        event.preventDefault();
        if (!cell.readOnly) { cell.value = rows[at.row - 1][at.column].value; changed(cell); }
      }
      if (event.altKey && event.key === "Enter" && isText) {
        event.preventDefault();
        cell.setRangeText("\n", cell.selectionStart, cell.selectionEnd, "end");
        changed(cell);
      }
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      var down = event.key === "Enter" ? (event.shiftKey ? -1 : 1) : 0;
      var whole = isList || cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
      var first = isList || whole || cell.selectionEnd === 0, last = isList || whole || cell.selectionStart === cell.value.length;
      // In a list the arrows up and down choose; in a text of several lines they move within it.
      if (!isList && event.key === "ArrowUp" && (!isText || first)) down = -1;
      if (!isList && event.key === "ArrowDown" && (!isText || last)) down = 1;
      var right = event.shiftKey ? 0 : event.key === "ArrowLeft" && first ? -1 : event.key === "ArrowRight" && last ? 1 : 0;
      // Below the last row Enter sends the form, as in any form; a text or a list has no such Enter.
      if ((down || right) && go(rows, at.row + down, at.column + right)) event.preventDefault();
      else if (event.key === "Enter" && (isText || isList)) event.preventDefault();
    });
    table.addEventListener("paste", function (event) {
      var at = place(grid(table), event.target), block = copied(event.clipboardData.getData("text/plain"));
      // One cell is pasted as text is; in a table that says nothing, what does not fit is left to the browser too.
      if (!at || block.length === 1 && block[0].length === 1) return;
      if (told) { event.preventDefault(); told.hidden = true; }
      if (paste(table, at, block, tell)) event.preventDefault();
    });
    // A click chooses a cell whole, as in a spreadsheet: what is typed or pasted replaces it. A second one sets the cursor.
    var chosen = null;
    table.addEventListener("mousedown", function (event) {
      chosen = event.target.select && event.target !== document.activeElement ? event.target : null;
    });
    table.addEventListener("mouseup", function (event) {
      if (chosen === event.target && chosen.selectionStart === chosen.selectionEnd) chosen.select();
      chosen = null;
    });
    table.addEventListener("input", function () { sum(table); });
    table.addEventListener("change", function () { sum(table); });
    sum(table);
    var more = form && form.querySelector("[data-more]");
    if (more) {
      more.hidden = false;
      more.addEventListener("click", function () {
        var from = table.tBodies[0].rows.length;
        for (var count = 0; count < 5; count++) if (!grow(table)) break;
        go(grid(table), from, 0);
      });
    }
    if (form && "unsaved" in form.dataset) {
      var unsaved = false;
      form.addEventListener("input", function () { unsaved = true; });
      form.addEventListener("submit", function () { unsaved = false; });
      window.addEventListener("beforeunload", function (event) { if (unsaved) event.preventDefault(); });
    }
  });
})();
