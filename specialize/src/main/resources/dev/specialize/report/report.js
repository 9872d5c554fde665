(() => {
  'use strict';
  const data = JSON.parse(document.getElementById('report-data').textContent);
  const ink = 'var(--ink)';
  const faint = 'var(--faint)';
  const rule = 'var(--rule)';
  const cross = 'path://M0,0L10,10M10,0L0,10';
  const dashes = 'path://M0,4h6v2h-6zM9,4h6v2h-6zM18,4h6v2h-6z';
  const looks = {
    front: {colour: 'var(--blue)', symbol: 'circle', size: 7, line: 'solid', step: 'end'},
    measured: {colour: 'var(--vermillion)', symbol: 'diamond', size: 18},
    predicted: {colour: 'var(--vermillion)', symbol: 'diamond', size: 16, hollow: true},
    rejected: {colour: 'var(--purple)', symbol: cross, size: 11, hollow: true},
    random: {colour: 'var(--green)', symbol: 'triangle', size: 13},
    published: {colour: 'var(--orange)', symbol: 'rect', size: 11},
    limit: {colour: ink, symbol: 'none', size: 0, line: 'dashed', icon: dashes},
    diagonal: {colour: faint, symbol: 'none', size: 0, line: 'dotted', icon: dashes},
    inside: {colour: 'var(--blue)', symbol: 'circle', size: 7},
    outside: {colour: 'var(--vermillion)', symbol: 'rect', size: 9, hollow: true},
  };
  const groups = {
    stem: {colour: 'var(--orange)', decal: {color: 'rgba(0, 0, 0, 0.3)', symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: Math.PI / 2}},
    stages: {colour: 'var(--sky)', decal: {symbol: 'none'}},
    head: {colour: 'var(--purple)', decal: {color: 'rgba(0, 0, 0, 0.3)', symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4}},
  };

  const narrow = (element) => element.clientWidth < 600;

  /* As nodes, so that no text is ever taken for markup. */
  const tooltip = (lines) => {
    const box = document.createElement('div');
    lines.forEach((line) => {
      const row = document.createElement('div');
      row.textContent = line;
      box.appendChild(row);
    });
    return [box];
  };

  const common = (chart) => ({
    animation: false,
    aria: {enabled: true, label: {enabled: true, description: chart.description}, decal: {show: true}},
    textStyle: {color: ink, fontFamily: 'system-ui, sans-serif'},
    tooltip: {
      trigger: 'item',
      confine: true,
      backgroundColor: 'var(--card)',
      borderColor: rule,
      textStyle: {color: ink, fontSize: 13},
      extraCssText: 'max-width: 20rem; white-space: normal; overflow-wrap: anywhere;',
      formatter: (item) => tooltip(item.data.lines),
    },
  });

  const axis = (name, place) => ({
    type: 'value',
    scale: true,
    name,
    nameLocation: 'middle',
    nameGap: place,
    nameTextStyle: {color: ink, fontSize: 13},
    axisLabel: {color: faint, hideOverlap: true},
    axisLine: {show: true, lineStyle: {color: faint}},
    splitLine: {lineStyle: {color: rule}},
  });

  const pointSeries = (series) => {
    const look = looks[series.style];
    return {
      name: series.name,
      type: look.line ? 'line' : 'scatter',
      step: look.step,
      z: series.style === 'front' ? 3 : 4,
      symbol: look.symbol,
      symbolSize: look.size,
      showSymbol: look.symbol !== 'none',
      silent: look.symbol === 'none',
      emphasis: {disabled: true},
      lineStyle: {color: look.colour, type: look.line, width: 2},
      itemStyle: {
        color: look.hollow ? 'var(--paper)' : look.colour,
        borderColor: look.colour,
        borderWidth: look.hollow ? 2 : 0,
      },
      data: series.points.map((p) => ({value: [p.x, p.y], lines: p.lines})),
    };
  };

  const whiskers = (series) => {
    const gap = ['-', '-'];
    const lines = [];
    series.points.forEach((p) => {
      if (p.xLow < p.xHigh) {
        lines.push([p.xLow, p.y], [p.xHigh, p.y], gap);
      }
      if (p.yLow < p.yHigh) {
        lines.push([p.x, p.yLow], [p.x, p.yHigh], gap);
      }
    });
    return {
      name: series.name,
      type: 'line',
      z: 2,
      symbol: 'none',
      silent: true,
      emphasis: {disabled: true},
      lineStyle: {color: looks[series.style].colour, width: 1.5, opacity: 0.7},
      data: lines,
    };
  };

  const plot = (chart, element) => {
    const rows = narrow(element) ? chart.series.length : Math.ceil(chart.series.length / 3);
    return {
      ...common(chart),
      legend: {
        top: 0,
        left: 0,
        orient: narrow(element) ? 'vertical' : 'horizontal',
        textStyle: {color: ink},
        inactiveColor: rule,
        data: chart.series.map((s) => ({name: s.name, ...(looks[s.style].icon ? {icon: looks[s.style].icon} : {})})),
      },
      grid: {top: 16 + 26 * rows, left: 62, right: 24, bottom: 52},
      xAxis: axis(chart.x, 30),
      yAxis: axis(chart.y, 46),
      series: chart.series.flatMap((s) => [pointSeries(s), whiskers(s)]),
    };
  };

  const bars = (chart, element) => ({
    ...common(chart),
    /* Anywhere in a row, as some bars are too short to be pointed at. */
    tooltip: {
      ...common(chart).tooltip,
      trigger: 'axis',
      axisPointer: {type: 'shadow', shadowStyle: {color: faint, opacity: 0.15}},
      formatter: (items) => tooltip(items.flatMap((item) => item.data.lines)),
    },
    legend: {top: 0, left: 0, textStyle: {color: ink}, inactiveColor: rule},
    grid: {top: 36, left: narrow(element) ? 112 : 150, right: 52, bottom: 52},
    xAxis: {...axis(chart.x, 30), scale: false},
    yAxis: {
      type: 'category',
      inverse: true,
      data: chart.bars.map((b) => b.name),
      axisLabel: {color: ink, interval: 0, fontSize: 12, width: narrow(element) ? 104 : 142, overflow: 'truncate'},
      axisTick: {show: false},
      axisLine: {lineStyle: {color: faint}},
    },
    series: Object.keys(groups).map((group) => ({
      name: group,
      type: 'bar',
      stack: 'all',
      barWidth: '72%',
      emphasis: {disabled: true},
      itemStyle: {color: groups[group].colour, decal: groups[group].decal},
      label: {
        show: true,
        position: 'right',
        color: ink,
        fontSize: 11,
        formatter: (item) => item.data.label || '',
      },
      data: chart.bars.map((b) => (b.group === group
        ? {value: b.value, lines: b.lines, label: b.label}
        : {value: '-', lines: [], label: ''})),
    })),
  });

  const drawn = [];
  const draw = (chart, options, height) => {
    const element = document.getElementById(chart.id);
    element.style.height = height + 'px';
    const instance = echarts.init(element, null, {renderer: 'svg', locale: 'EN'});
    const update = (widest) => {
      instance.resize({width: Math.min(element.clientWidth, widest)});
      instance.setOption(options(chart, element), true);
    };
    update(Infinity);
    drawn.push(update);
  };
  const redraw = (widest) => drawn.forEach((update) => update(widest));

  data.plots.forEach((chart) => draw(chart, plot, 480));
  data.bars.forEach((chart) => draw(chart, bars, 100 + 22 * chart.bars.length));
  /* Tables are open for who has no script; beside the charts they may wait. */
  document.querySelectorAll('details.beside-chart').forEach((table) => table.removeAttribute('open'));
  let width = document.documentElement.clientWidth;
  addEventListener('resize', () => {
    if (document.documentElement.clientWidth !== width) {
      width = document.documentElement.clientWidth;
      redraw(Infinity);
    }
  });
  /* On paper of any usual size; what is drawn does not follow by itself. */
  addEventListener('beforeprint', () => redraw(640));
  addEventListener('afterprint', () => redraw(Infinity));
  document.documentElement.dataset.drawnMillis = performance.now().toFixed(0);
})();
