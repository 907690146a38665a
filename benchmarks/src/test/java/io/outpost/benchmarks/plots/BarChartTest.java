package io.outpost.benchmarks.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class BarChartTest {
  private final BarChart chart = new BarChart("Cost <x> & more", "cores", List.of("ours", "pipe"));

  @Test
  void svg_bars_areAsLongAsTheirValues() throws Exception {
    chart.group("sub");
    chart.bar("ours", 50, OptionalDouble.empty());
    chart.bar("pipe", 200, OptionalDouble.empty());

    List<Double> widths = new ArrayList<>();
    for (Element rectangle : elements("rect")) {
      if (rectangle.getAttribute("x").equals("190")) {
        widths.add(Double.parseDouble(rectangle.getAttribute("width")));
      }
    }

    assertThat(widths).hasSize(2);
    assertThat(widths.get(1)).isEqualTo(4 * widths.get(0));
  }

  @Test
  void svg_promise_isAMarkAndALegend() throws Exception {
    chart.group("sub");
    chart.bar("ours", 50, OptionalDouble.of(100));

    assertThat(elements("line")).hasSize(2);
    assertThat(texts()).contains("ours", "pipe", "promised", "50.0", "sub", "Cost <x> & more");
  }

  @Test
  void bar_unknownSeries_isRefused() {
    chart.group("sub");

    assertThatThrownBy(() -> chart.bar("theirs", 1, OptionalDouble.empty()))
        .hasMessageContaining("no series theirs in [ours, pipe]");
  }

  private List<String> texts() throws Exception {
    return elements("text").stream().map(Element::getTextContent).toList();
  }

  private List<Element> elements(String name) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(chart.svg().getBytes(StandardCharsets.UTF_8)));
    NodeList found = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }
}
