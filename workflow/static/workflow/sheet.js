/* Cells of a table that is filled in (data-sheet) as those of a spreadsheet: arrows and Enter move, and what was copied
   from one is pasted from the cell on, down and to the right. Without it, the table is the form that it is. */
(function () {
  function grid(table) {
    return Array.from(table.tBodies[0].rows, function (row) { return Array.from(row.querySelectorAll("input")); });
  }
  function place(rows, input) {
    for (var row = 0; row < rows.length; row++) {
      var column = rows[row].indexOf(input);
      if (column >= 0) return { row: row, column: column };
    }
    return null;
  }
  function go(rows, row, column) {
    var input = rows[row] && rows[row][column];
    if (input) { input.focus(); input.select(); }
    return Boolean(input);
  }
  document.querySelectorAll("table[data-sheet]").forEach(function (table) {
    table.addEventListener("keydown", function (event) {
      var rows = grid(table), input = event.target, at = place(rows, input);
      if (!at || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
      var down = { ArrowUp: -1, ArrowDown: 1, Enter: event.shiftKey ? -1 : 1 }[event.key] || 0;
      var whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
      var right = event.shiftKey ? 0 : event.key === "ArrowLeft" && (whole || input.selectionEnd === 0) ? -1
        : event.key === "ArrowRight" && (whole || input.selectionStart === input.value.length) ? 1 : 0;
      // Below the last row Enter sends the form, as in any form.
      if ((down || right) && go(rows, at.row + down, at.column + right)) event.preventDefault();
    });
    table.addEventListener("paste", function (event) {
      var rows = grid(table), at = place(rows, event.target);
      var block = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n")
        .map(function (line) { return line.split("\t"); });
      var cell = function (row, column) { return (rows[at.row + row] || [])[at.column + column]; };
      // What does not fit is left to the browser: no cell is lost in silence.
      if (!at || block.length === 1 && block[0].length === 1) return;
      if (!block.every(function (line, row) { return line.every(function (_, column) { return cell(row, column); }); })) return;
      event.preventDefault();
      block.forEach(function (line, row) {
        line.forEach(function (text, column) { cell(row, column).value = text.trim(); });
      });
    });
  });
})();
