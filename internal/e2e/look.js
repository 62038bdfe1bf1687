// What a person sees in an open notebook, as facts that a test can judge.
(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
  const rgba = css => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = css;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((c, i) => c * a + under[i] * (1 - a));
  const ancestors = el => el ? [...ancestors(el.parentElement), el] : [];
  const paper = el => ancestors(el).reduce((under, e) => over(rgba(getComputedStyle(e).backgroundColor), under), [255, 255, 255]);
  const ink = el => {
    const [r, g, b, a] = rgba(getComputedStyle(el).color);
    const opacity = ancestors(el).reduce((o, e) => o * getComputedStyle(e).opacity, 1);
    return over([r, g, b, a * opacity], paper(el));
  };
  // Relative luminance and contrast as WCAG 2 defines them.
  const luminance = rgb => rgb
    .map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = el => {
    const [hi, lo] = [luminance(ink(el)), luminance(paper(el))].sort((a, b) => b - a);
    return (hi + 0.05) / (lo + 0.05);
  };
  const visible = el => el.getClientRects().length > 0 && getComputedStyle(el).visibility === 'visible';
  const texts = root => {
    const found = [], walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const el = walker.currentNode.parentElement;
      if (walker.currentNode.data.trim() && visible(el)) found.push({text: walker.currentNode.data.trim(), el});
    }
    return found;
  };

  const notebook = document.querySelector('.jp-Notebook');
  const all = selector => [...notebook.querySelectorAll(selector)].filter(visible);
  const wide = [document.documentElement, ...all('.jp-OutputArea-output, .jp-OutputArea-output *, .jp-MarkdownOutput, .jp-MarkdownOutput *, .cm-scroller')];
  return {
    dark: luminance(paper(notebook)) < 0.2,
    cells: all('.jp-Cell').map(e => ({
      active: e.contains(document.activeElement),
      code: e.classList.contains('jp-CodeCell'),
      done: /\d/.test(e.querySelector('.jp-InputPrompt')?.textContent),
    })),
    verdicts: all('.fg-verdict').map(e => ({
      text: e.innerText,
      texts: texts(e).map(({text, el}) => ({text, contrast: contrast(el)})),
    })),
    figures: all('.fg-figure').map(e => ({
      pictures: [...e.querySelectorAll('svg, img')].filter(visible).map(p => p.getBoundingClientRect().toJSON()),
      stray: texts(e).filter(({el}) => !el.closest('svg')).map(({text}) => text).join(' ').replace(/\s+/g, ' '),
    })),
    texts: all('.jp-OutputArea-output').flatMap(e => texts(e)).filter(({el}) => !el.closest('.fg-chart, .fg-moving'))
      .map(({text, el}) => ({text: text.slice(0, 60), contrast: contrast(el)})).filter(t => t.contrast < 4.5),
    nameless: all('.jp-OutputArea-output img:not([alt]), .jp-OutputArea-output img[alt=""], .jp-OutputArea-output svg:not([aria-label]):not([aria-hidden])')
      .filter(e => !e.parentElement.closest('svg, [role=img][aria-label]')).map(e => e.outerHTML.slice(0, 120)),
    bottom: all('.jp-Cell').at(-1).getBoundingClientRect().bottom,
    errors: all('[data-mime-type="application/vnd.jupyter.stderr"], [data-mime-type="application/vnd.jupyter.error"]').map(e => e.innerText),
    width: innerWidth,
    loading: !!document.querySelector('.jp-Spinner'),
    dialog: document.querySelector('.jp-Dialog')?.innerText ?? '',
    overflow: wide.filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0 && getComputedStyle(e).overflowX !== 'visible')
      .map(e => `${e.tagName} ${e.className}: ${e.scrollWidth} in ${e.clientWidth}: ${(e.innerText || '').slice(0, 60)}`),
  };
})()
