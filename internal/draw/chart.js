// Puts a chart in the place of the picture before it. The library comes from
// the JupyterLab that shows the page, once for all charts; where there is none
// the picture stays.
(() => {
  const config = document.getElementById('jupyter-config-data');
  if (!config) return;
  const from = JSON.parse(config.textContent).fullLabextensionsUrl;
  const library = window.fastergoEcharts ??= new Promise((done, fail) => {
    const script = document.createElement('script');
    const define = window.define; // of a module loader, which would keep the library to itself
    window.define = undefined;
    script.src = from + '/fastergo-echarts/static/echarts.min.js';
    script.onload = () => { window.define = define; done(window.echarts); };
    script.onerror = () => { window.define = define; fail(); };
    document.head.append(script);
  });
  const number = v => {
    const a = Math.abs(v);
    if (a >= 1e3 && a < 1e4 && v % 1 === 0 && !CHART.short) return String(v);
    for (const [size, unit] of [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']])
      if (a >= size && a < 1e15) return +(v / size).toPrecision(6) + unit;
    return String(+v.toPrecision(6));
  };
  const time = v => {
    const a = Math.abs(v) * (1 + 1e-9);
    for (const [size, unit] of [[1, ' s'], [1e-3, ' ms'], [1e-6, ' µs']])
      if (a >= size) return +(v / size).toPrecision(4) + unit;
    return v === 0 ? '0' : +(v * 1e9).toPrecision(4) + ' ns';
  };
  const style = host => {
    const ink = getComputedStyle(host).color;
    const dark = document.body.dataset.jpThemeLight === 'false';
    const option = structuredClone(CHART.option);
    option.textStyle = {color: ink, fontFamily: "'Liberation Sans',Arial,Helvetica,sans-serif"};
    option.title.textStyle = {color: ink, fontSize: 17, fontWeight: 'normal'};
    option.legend.textStyle = {color: ink};
    option.legend.pageTextStyle = {color: ink};
    option.toolbox.iconStyle = {borderColor: ink};
    option.tooltip = {...option.tooltip, backgroundColor: dark ? '#2b2b2b' : '#ffffff', borderColor: '#808c9b', textStyle: {color: ink}, confine: true};
    for (const [axis, isTime] of [[option.xAxis[0], CHART.timeX], [option.yAxis[0], CHART.timeY]]) {
      const label = isTime ? time : number;
      axis.axisLine = {show: true, onZero: false, lineStyle: {color: ink}};
      axis.axisTick = {show: true, lineStyle: {color: ink}};
      axis.axisLabel = {...axis.axisLabel, color: ink, hideOverlap: true};
      axis.nameTextStyle = {color: ink, fontSize: 14};
      axis.splitLine = {show: axis.type !== 'category', lineStyle: {color: '#808c9b', opacity: 0.35}};
      if (axis.type !== 'category') {
        axis.axisLabel.formatter = label;
        axis.axisPointer = {label: {formatter: p => label(p.value)}};
      }
    }
    if (option.visualMap) option.visualMap.textStyle = {color: ink};
    const [x, y] = [CHART.timeX ? time : number, CHART.timeY ? time : number];
    option.tooltip.valueFormatter = v => typeof v === 'number' ? y(v) : v;
    if (option.tooltip.trigger === 'item') option.tooltip.formatter = p => {
      const v = [...p.value], name = document.createElement('b');
      name.textContent = p.seriesName.startsWith('series') ? '' : p.seriesName;
      const at = `(${x(v[0])}, ${y(v[1])})`;
      return name.outerHTML + ' ' + at + (v.length > 2 ? ': ' + number(v[2]) : '');
    };
    return option;
  };
  library.then(echarts => {
    for (const host of document.querySelectorAll('.fg-chart[data-chart="' + CHART.id + '"]:empty')) {
      for (const still of host.parentElement.querySelectorAll('.fg-live, .fg-still')) still.style.setProperty('display', 'none', 'important');
      host.style.display = 'block';
      const chart = echarts.init(host, null, {renderer: 'svg'});
      const show = () => chart.setOption(style(host));
      show();
      new ResizeObserver(() => host.clientWidth && chart.resize()).observe(host);
      new MutationObserver(show).observe(document.body, {attributes: true, attributeFilter: ['data-jp-theme-light', 'data-jp-theme-name']});
    }
  }, () => {});
})();
