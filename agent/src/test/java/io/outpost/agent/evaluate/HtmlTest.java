package io.outpost.agent.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTest {
  @ParameterizedTest
  @CsvSource({
    "a < b & c > d, a &lt; b &amp; c &gt; d",
    "\" onload=\"x(), &quot; onload=&quot;x()",
    "it's, it&#39;s",
    "&amp;, &amp;amp;",
    "车道 é, 车道 é",
  })
  void text_whatHtmlWouldTakeForItself_staysText(String text, String safe) {
    assertThat(Html.text(text.strip())).isEqualTo(safe);
  }

  @Test
  void text_controlCharacters_areReplaced() {
    assertThat(Html.text("a\u0000b\u001bc\nd\u007f")).isEqualTo("a\uFFFDb\uFFFDc\nd\uFFFD");
  }

  @Test
  void number_anyValue_hasTwoPlacesAndAPoint() {
    assertThat(Html.number(1234.567)).isEqualTo("1234.57");
    assertThat(Html.number(0.00001)).isEqualTo("0.00");
  }

  @Test
  void seconds_stretchAndMoment_areTold() {
    assertThat(Html.seconds(new Span(1, 2.5))).isEqualTo("1.00–2.50 s");
    assertThat(Html.seconds(Span.moment(3))).isEqualTo("3.00 s");
  }
}
