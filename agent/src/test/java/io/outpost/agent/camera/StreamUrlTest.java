package io.outpost.agent.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtsp://192.0.2.10/main",
        "rtsps://camera.example:322/a?b=c",
        "rtsp://[2001:db8::1]:554/a",
        "rtsp://192.0.2.10",
        "rtsp://192.0.2.10/a@b",
        "file:///clips/a.mp4"
      })
  void parse_addressWithoutUser_isTakenAsItIs(String text) {
    StreamUrl url = StreamUrl.parse(text);

    assertThat(url.uri()).hasToString(text);
    assertThat(url.credentials()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "file:///clips/a.mp4, true",
    "rtsp://192.0.2.10/file, false",
    "rtsps://camera.example/a, false",
  })
  void isClip_fileOnThisMachine_isOne(URI stream, boolean clip) {
    assertThat(StreamUrl.isClip(stream)).isEqualTo(clip);
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp://admin:canary@h/a, admin, canary",
    "rtsp://admin:p@ss@h/a, admin, p@ss",
    "rtsp://admin:p%40ss@h/a, admin, p@ss",
    "rtsp://admin:50%off#1@h/a, admin, 50%off#1",
    "rtsp://admin:a:b?c@h/a, admin, a:b?c",
    "rtsp://admin@h/a, admin, ''",
  })
  void parse_addressWithUser_takesItApart(String text, String user, String password) {
    StreamUrl url = StreamUrl.parse(text);

    assertThat(url.uri()).hasToString("rtsp://h/a");
    assertThat(url.credentials()).contains(new Credentials(user, new Secret(password)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.10/main|expected a URL that begins with rtsp://, rtsps:// or file:///",
        "rtmp://h/a|expected a URL that begins with rtsp://, rtsps:// or file:///",
        "exec:rm -rf|not a URL (Illegal character in opaque part at character 8); expected"
            + " something like rtsp://192.0.2.10/main",
        "rtsp://admin:can/ary@h/a|no host name or address where one is expected, as in"
            + " rtsp://192.0.2.10:554/main; if the password has a '/', give it apart from the URL",
        "rtsp://h:70000/a|port out of range; expected 1 to 65535",
        "rtsp://h a/|not a URL (Illegal character in authority at character 8); expected something"
            + " like rtsp://192.0.2.10/main",
        "file:a.mp4|a file URL needs a path, such as file:///clips/a.mp4",
      })
  void parse_whatIsNoStream_isRefusedUnquoted(String text, String message) {
    assertThatThrownBy(() -> StreamUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message)
        .hasNoCause();
  }
}
