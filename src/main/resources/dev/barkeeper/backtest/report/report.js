"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const el = (id) => document.getElementById(id);
  const make = (tag, cls, text) => {
    const node = document.createElement(tag);
    if (cls) node.className = cls;
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const money = (minor) => (minor / data.minorPerUnit).toFixed(data.decimals);
  const sign = (value) => (value > 0 ? "up" : value < 0 ? "down" : "");
  const percent = (fraction) => (100 * fraction).toFixed(2) + " %";
  const unbroken = (text) => text.replaceAll(" %", "\u00a0%");
  const curve = data.curve;
  const trades = data.trades;

  document.title = data.title;
  el("title").textContent = data.title;
  for (const [name, value] of Object.entries(data.facts)) {
    const span = make("span", "", name + " ");
    span.append(make("b", "", value));
    el("facts").append(span);
  }
  for (const rule of data.rules) el("rules").append(make("li", "", rule));
  for (const measure of data.measures) {
    const card = make("div", "card");
    card.tabIndex = 0;
    card.title = measure.formula;
    card.append(make("div", "name", measure.name), make("div", "text", unbroken(measure.text)));
    if (measure.worst) card.append(make("div", "worst", "worst order: " + unbroken(measure.worst)));
    card.append(make("div", "tip", measure.formula));
    el("cards").append(card);
  }
  if (data.worstOrder) {
    el("worst-note").textContent = "Worst order: the same run with, inside every minute, the extreme first that is worse "
      + "for what is held. A protective stop is reached either way; what differs is the side of the book the minute ends on, "
      + "and positions that a gap or an unfilled stop-limit leaves open.";
  }

  // --- charts: one time scale for all, zoom by dragging, double click to zoom out
  const sync = uPlot.sync("time");
  const plots = [];
  const gray = "#5d6b7a";
  const grid = { stroke: "#e8ecf1", width: 1 };
  const axis = (format) => ({ stroke: gray, grid, ticks: grid, size: 86, values: (u, ticks) => ticks.map(format) });
  const plot = (id, height, series, axes, rows, more) => {
    const options = Object.assign({
      width: el(id).clientWidth, height, series, axes, padding: [null, 24, null, null],
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1e3), "Etc/UTC"),
      cursor: { sync: { key: sync.key, setSeries: false }, drag: { x: true, y: false } },
    }, more || {});
    const chart = new uPlot(options, rows, el(id));
    plots.push([chart, id, height]);
    return chart;
  };
  const label = (seconds, i, step) => {
    const text = new Date(seconds * 1e3).toISOString();
    const day = i === 0 || text.slice(5, 10) === "01-01" ? text.slice(0, 10) : text.slice(5, 10);
    const clock = step >= 60 ? text.slice(11, 16) : text.slice(11, 19);
    return step >= 86400 ? day : i === 0 || clock === "00:00" ? day + "\n" + clock : clock;
  };
  const time = { stroke: gray, grid, ticks: grid, space: (u, axisIndex, min, max, width) => Math.min(110, Math.max(80, width / 3)), values: (u, ticks, axisIndex, space, step) => ticks.map((s, i) => label(s, i, step)) };
  const stamp = { label: "time", value: (u, s) => (s == null ? "–" : new Date(s * 1e3).toISOString().slice(0, 16).replace("T", " ")) };
  const unit = (values) => values.map((v) => v / data.minorPerUnit);

  plot("equity", 280, [
    stamp,
    { label: "equity", stroke: "#2563a8", width: 1.5, fill: "rgba(37,99,168,.06)", value: (u, v) => (v == null ? "–" : v.toFixed(data.decimals)) },
    { label: "buy and hold", stroke: "#b58a2c", width: 1, value: (u, v) => (v == null ? "–" : v.toFixed(data.decimals)) },
  ], [time, axis((v) => String(+v.toFixed(data.decimals)))], [curve.seconds, unit(curve.equity), unit(curve.hold)]);

  const percents = (u, ticks, axisIndex, space, step) => {
    const digits = Math.max(2, Math.ceil(-Math.log10(100 * step)));
    return ticks.map((v) => (v === 0 ? "0" : (100 * v).toFixed(digits)) + " %");
  };
  const belowZero = (u, min) => (min < 0 ? uPlot.rangeNum(min, 0, 0.1, true) : [-0.01, 0]);
  plot("drawdown", 170, [
    stamp,
    { label: "drawdown", stroke: "#c0392b", width: 1, fill: "rgba(192,57,43,.15)", value: (u, v) => (v == null ? "–" : percent(v)) },
  ], [time, Object.assign(axis(), { values: percents })], [curve.seconds, curve.drawdown], { scales: { y: { range: belowZero } } });

  const newest = trades.length < data.figures.trips
    ? "Of " + data.figures.trips + " trades the newest " + trades.length + " are here; trades.csv has all. " : "";

  // entries, exits and stop lines are drawn on top from the trades themselves, at their own times and prices
  const at = (text) => Date.parse(text) / 1e3;
  const marks = trades.map((t) => ({
    from: at(t.entry), to: at(t.exit), entry: t.entryPrice, exit: t.exitPrice, stop: t.stopPrice,
    long: t.direction === "long", stopped: t.ending === "stopped" || t.ending === "liquidated", open: t.ending === "open",
  }));
  const triangle = (ctx, x, y, up, color) => {
    const r = 5 * devicePixelRatio;
    ctx.fillStyle = color;
    ctx.beginPath();
    ctx.moveTo(x, up ? y - r : y + r);
    ctx.lineTo(x - r, up ? y + r : y - r);
    ctx.lineTo(x + r, up ? y + r : y - r);
    ctx.fill();
  };
  const drawMarks = (u) => {
    const ctx = u.ctx;
    const seen = marks.filter((m) => m.to >= u.scales.x.min && m.from <= u.scales.x.max);
    const step = Math.max(1, Math.ceil(seen.length / 400));
    const x = (s) => u.valToPos(s, "x", true);
    const y = (p) => u.valToPos(p, "y", true);
    ctx.save();
    ctx.beginPath();
    ctx.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height);
    ctx.clip();
    for (let i = 0; i < seen.length; i += step) {
      const m = seen[i];
      if (m.stop > 0) {
        ctx.strokeStyle = "rgba(192,57,43,.55)";
        ctx.lineWidth = devicePixelRatio;
        ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
        ctx.beginPath();
        ctx.moveTo(x(m.from), y(m.stop));
        ctx.lineTo(x(m.to), y(m.stop));
        ctx.stroke();
        ctx.setLineDash([]);
      }
      triangle(ctx, x(m.from), y(m.entry), m.long, m.long ? "#1a7f4b" : "#7d3cb5");
      if (m.stopped) {
        const r = 4.5 * devicePixelRatio;
        ctx.strokeStyle = "#c0392b";
        ctx.lineWidth = 2 * devicePixelRatio;
        ctx.beginPath();
        ctx.moveTo(x(m.to) - r, y(m.exit) - r);
        ctx.lineTo(x(m.to) + r, y(m.exit) + r);
        ctx.moveTo(x(m.to) + r, y(m.exit) - r);
        ctx.lineTo(x(m.to) - r, y(m.exit) + r);
        ctx.stroke();
      } else if (!m.open) {
        ctx.fillStyle = "#1c2733";
        ctx.beginPath();
        ctx.arc(x(m.to), y(m.exit), 3 * devicePixelRatio, 0, 7);
        ctx.fill();
      }
    }
    ctx.restore();
    el("price-note").textContent = "▲ long entry (green), ▼ short entry (violet), ● exit, ✕ stopped out or liquidated, dashed: the stop. "
      + newest
      + (step > 1 ? "Of " + seen.length + " in sight one in " + step + " is marked; zoom in by dragging to see all. " : "")
      + "Double click zooms out.";
  };
  // a stop and a liquidation fill inside the minute, beyond the prices drawn
  const withMarks = (u, min, max) => {
    if (min === null) return [min, max];
    const [first, last] = u.series[1].idxs;
    for (const m of marks) {
      if (m.to < curve.seconds[first] || m.from > curve.seconds[last]) continue;
      min = Math.min(min, m.entry, m.exit);
      max = Math.max(max, m.entry, m.exit);
    }
    return uPlot.rangeNum(min, max, 0.1, true);
  };
  plot("price", 340, [
    stamp,
    { label: "price", stroke: "#7a8794", width: 1, value: (u, v) => (v == null ? "–" : v) },
  ], [time, axis((v) => String(v))], [curve.seconds, curve.price], { scales: { y: { range: withMarks } }, hooks: { draw: [drawMarks] } });

  plot("exposure", 120, [
    stamp,
    { label: "contracts", stroke: "#2563a8", width: 1, fill: "rgba(37,99,168,.12)", paths: uPlot.paths.stepped({ align: -1 }) },
  ], [time, Object.assign(axis((v) => String(v)), { space: 18 })], [curve.seconds, curve.contracts]);

  // --- distribution of net results: middle 98 % in equal bins, the rest in the outer ones
  const nets = trades.map((t) => t.net / data.minorPerUnit).sort((a, b) => a - b);
  if (nets.length > 1 && nets[0] < nets[nets.length - 1]) {
    const low = nets[Math.floor(nets.length * 0.01)];
    const high = nets[Math.ceil(nets.length * 0.99) - 1];
    const bins = 41;
    const width = (high - low || nets[nets.length - 1] - nets[0]) / bins;
    const counts = new Array(bins).fill(0);
    for (const net of nets) counts[Math.min(bins - 1, Math.max(0, Math.floor((net - low) / width)))]++;
    const middles = counts.map((c, i) => low + (i + 0.5) * width);
    new uPlot({
      width: el("distribution").clientWidth, height: 240,
      scales: { x: { time: false } },
      series: [
        { label: "net", value: (u, v) => (v == null ? "–" : v.toFixed(data.decimals)) },
        { label: "trades", fill: "rgba(37,99,168,.55)", stroke: "#2563a8", width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [0.9, 60] }) },
      ],
      axes: [
        { stroke: gray, grid, ticks: grid, space: 90, values: (u, ticks) => ticks.map((v) => String(+v.toPrecision(3))) },
        { stroke: gray, grid, ticks: grid },
      ],
    }, [middles, counts], el("distribution"));
    el("distribution-note").textContent = "Net of each trade, " + data.unit + "; the outermost bars hold what lies beyond. " + newest;
  } else {
    el("distribution-note").textContent = "Too few trades.";
  }

  // --- costs
  const f = data.figures;
  const parts = [
    ["gross", f.grossMinor, "#2563a8"], ["fees", -f.feesMinor, "#c0392b"], ["funding", -f.fundingMinor, "#b58a2c"],
    ["net", f.netMinor, f.netMinor < 0 ? "#c0392b" : "#1a7f4b"], ["slippage (in gross)", -f.slippageMinor, "#8a97a5"],
  ];
  const most = Math.max(1, ...parts.map((p) => Math.abs(p[1])));
  for (const [name, amount, color] of parts) {
    const bar = make("div", "bar");
    bar.style.width = 100 * Math.abs(amount) / most + "%";
    bar.style.background = color;
    el("costs").append(make("div", "", name), bar, make("div", sign(amount), money(amount) + " " + data.unit));
  }

  // --- months: a row a year
  const names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const years = new Map();
  for (const m of data.months) {
    const [year, month] = m.month.split("-");
    if (!years.has(year)) years.set(year, []);
    years.get(year)[+month - 1] = m;
  }
  const heat = Math.max(1e-9, ...data.months.map((m) => Math.abs(m.change)));
  const header = make("tr");
  ["", ...names, "year"].forEach((n) => header.append(make("th", "", n)));
  el("months").append(header);
  for (const [year, months] of years) {
    const row = make("tr");
    row.append(make("td", "left", year));
    let whole = 1;
    for (let i = 0; i < 12; i++) {
      const m = months[i];
      const cell = make("td", "", m ? percent(m.change) : "");
      if (m) {
        whole *= 1 + m.change;
        cell.title = money(m.netMinor) + " " + data.unit + ", " + m.trips + " trades";
        const depth = 0.08 + 0.5 * Math.abs(m.change) / heat;
        cell.style.background = m.change >= 0 ? "rgba(26,127,75," + depth + ")" : "rgba(192,57,43," + depth + ")";
      }
      row.append(cell);
    }
    row.append(make("td", sign(whole - 1), percent(whole - 1)));
    el("months").append(row);
  }

  // --- trades: sortable, a page of rows at a time
  const columns = [
    ["direction", "side", (t) => t.direction], ["contracts", "contracts", (t) => t.contracts],
    ["entry", "entry", (t) => t.entry.slice(0, 19).replace("T", " ")], ["entryPrice", "price", (t) => t.entryPrice],
    ["stopPrice", "stop", (t) => t.stopPrice || ""], ["exit", "exit", (t) => t.exit.slice(0, 19).replace("T", " ")],
    ["exitPrice", "price", (t) => t.exitPrice], ["ending", "ended", (t) => t.ending],
    ["gross", "gross", (t) => money(t.gross)], ["fees", "fees", (t) => money(t.fees)],
    ["funding", "funding", (t) => money(t.funding)], ["slippage", "slippage", (t) => money(t.slippage)],
    ["net", "net", (t) => money(t.net)],
  ];
  const shownAtMost = 1000;
  let order = "entry";
  let descending = true;
  const list = () => {
    const table = el("trades");
    table.textContent = "";
    const head = make("tr");
    for (const [key, name] of columns) {
      const th = make("th", "", name + (key === order ? (descending ? " ▾" : " ▴") : ""));
      th.onclick = () => { descending = key === order ? !descending : true; order = key; list(); };
      head.append(th);
    }
    table.append(head);
    const sorted = trades.slice().sort((a, b) => (a[order] < b[order] ? -1 : a[order] > b[order] ? 1 : 0) * (descending ? -1 : 1));
    for (const t of sorted.slice(0, shownAtMost)) {
      const row = make("tr");
      for (const [key, , text] of columns) row.append(make("td", key === "net" ? sign(t.net) : "", String(text(t))));
      table.append(row);
    }
    const all = f.trips;
    el("trades-note").textContent = all + (all === 1 ? " trade" : " trades") + (trades.length < all ? ", the newest " + trades.length + " are in this file" : "")
      + (trades.length > shownAtMost ? ", " + shownAtMost + " of them are shown in the chosen order" : "")
      + (trades.length < all || trades.length > shownAtMost ? "; trades.csv has all" : "") + ". Money in " + data.unit + ".";
  };
  list();

  addEventListener("resize", () => plots.forEach(([chart, id, height]) => chart.setSize({ width: el(id).clientWidth, height })));
})();
