package io.outpost.agent.evaluate;

/** The beginning of the page. */
final class HtmlStyle {
  /** The policy lets the browser load nothing but what stands in the page. */
  static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <title>Outpost: evaluation</title>
      <style>
      body { font: 15px/1.45 system-ui, sans-serif; color: #1c2733; background: #fff; margin: 2em auto; max-width: 1200px; padding: 0 1em; }
      h1 { font-size: 1.5em; }
      h2 { font-size: 1.2em; margin-top: 2.2em; border-bottom: 1px solid #d5dce3; padding-bottom: .2em; }
      table { border-collapse: collapse; font-size: 13px; display: block; overflow-x: auto; }
      th, td { padding: .25em .7em; border-bottom: 1px solid #e6ebf0; text-align: right; white-space: nowrap; }
      th:first-child { text-align: left; }
      td.false { background: #fbe3e0; }
      .timeline { width: 100%; height: auto; margin: .6em 0; font-size: 12px; }
      .timeline text { fill: #1c2733; }
      .timeline text.mark { fill: #5b6b7b; text-anchor: middle; font-size: 11px; }
      .timeline line { stroke: #e6ebf0; }
      .timeline .right { fill: #2f8f5b; }
      .timeline .missed { fill: #fff; stroke: #c63d2f; stroke-width: 1.5; }
      .timeline .false { fill: #c63d2f; }
      .timeline .twice { fill: #d98a1f; }
      .timeline .neither { fill: #b3bec9; }
      .pictures { display: flex; flex-wrap: wrap; gap: 12px; align-items: flex-start; }
      figure { margin: 0; padding: 6px; border: 1px solid #d5dce3; border-top: 4px solid #2f8f5b; border-radius: 4px; }
      figure.false { border-top-color: #c63d2f; }
      figure.twice { border-top-color: #d98a1f; }
      figure.neither { border-top-color: #b3bec9; }
      figure.scene { width: 270px; }
      figure.scene svg { width: 100%; height: auto; display: block; }
      figure.crop { width: 150px; }
      figure.crop img { width: 100%; height: auto; display: block; }
      figcaption { font-size: 12px; margin-top: 4px; }
      .zone { fill: #2a6fdb; fill-opacity: .16; stroke: #2a6fdb; stroke-width: 2; }
      .box { fill: none; stroke: #ffd400; stroke-width: 3; }
      </style>
      </head>
      <body>
      """;

  static final String LEGEND =
      """
      <p>On a timeline green is what was seen and told, an outline in red what was missed, red what is false, orange what was told twice, and \
      grey what counts neither way. A diamond is a moment.</p>
      """;

  private HtmlStyle() {}
}
