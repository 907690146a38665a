package io.outpost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What scripts see of {@code benchmarks/run}. */
class RunIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void run_decodeQuickJson_printsOneObjectALine() throws IOException, InterruptedException {
    Process run =
        new ProcessBuilder("./run", "decode", "--quick", "--json")
            .redirectError(Redirect.INHERIT)
            .start();
    List<JsonNode> figures = new ArrayList<>();
    String printed = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    for (String line : printed.lines().toList()) {
      figures.add(JSON.readTree(line));
    }

    // 1 would be a bar that was missed: of no concern here, where nothing is timed for its value.
    assertThat(run.waitFor()).isIn(0, 1);
    assertThat(figures)
        .isNotEmpty()
        .allSatisfy(
            figure ->
                assertThat(figure.fieldNames())
                    .toIterable()
                    .containsExactly("name", "value", "unit", "bar", "rival", "ok"));
    assertThat(figures)
        .extracting(figure -> figure.get("name").textValue())
        .doesNotHaveDuplicates()
        .contains("decode.h264-1080p.cpu", "decode.h264-640x360.cpu");
  }
}
