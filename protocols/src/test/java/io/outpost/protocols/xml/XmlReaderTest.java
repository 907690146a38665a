package io.outpost.protocols.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.protocols.ProtocolException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlReaderTest {
  private static XmlElement parse(String text) throws ProtocolException {
    return XmlReader.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining(message);
  }

  @Test
  void parse_prefixesAndNamespaces_areResolved() throws ProtocolException {
    XmlElement root =
        parse("<a:r xmlns:a='urn:a' xmlns='urn:d'><b a:x='1' y=\" 2 \">t</b><c:d/></a:r>");

    assertThat(root.namespace()).isEqualTo("urn:a");
    assertThat(root.attributes()).as("declarations are no attributes").isEmpty();
    XmlElement b = root.child("b").orElseThrow();
    assertThat(b.namespace()).isEqualTo("urn:d");
    assertThat(b.attributes().get(0)).isEqualTo(new XmlAttribute("a", "x", "urn:a", "1"));
    assertThat(b.attribute("y")).contains("2");
    assertThat(root.child("d").orElseThrow().namespace()).as("never declared").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uFEFF<a>x</a>",
        "\n\n  <a>x</a>",
        "<?xml version=\"1.0\"?><!-- c --><a>x</a>",
        "<?xml version=”1.0” ?>\n<a>x</a>",
        "DEBUG 3 < 4\n<?xml version='1.0'?><a>x</a>",
        "<a>x</a>\u0000\u0000",
        "<a>x</a><a>y</a> and more <!DOCTYPE b>",
        "<a><!-- <b> -->x<?pi y?></a>",
        "<a><![CDATA[x]]></a>",
      })
  void parse_textAroundTheRoot_isIgnored(String text) throws ProtocolException {
    XmlElement root = parse(text);

    assertThat(root.name()).isEqualTo("a");
    assertThat(root.text()).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<a b=true/>|true",
        "<a b=true c=\"1\"/>|true",
        "<a b=true>x</a>|true",
        "<a b=http://h/p?x=1&y=2 />|http://h/p?x=1&y=2",
        "<a b='x > y'/>|x > y",
        "<a b=\"x < y\"/>|x < y",
        "<a b='say \"x\"'/>|say \"x\"",
        "<a b = 'x' />|x",
        "<a b='1&amp;2&#x41;'/>|1&2A",
        "<a b='&nbsp;&foo'/>|&nbsp;&foo",
      })
  void parse_attributeAsDevicesWriteIt_isRead(String text, String value) throws ProtocolException {
    assertThat(parse(text).attribute("b")).contains(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<a>1 & 2</a>|1 & 2",
        "<a>x?b=1&c=2&amp;d=3</a>|x?b=1&c=2&d=3",
        "<a>1 < 2</a>|1 < 2",
        "<a>&nbsp;x</a>|&nbsp;x",
        "<a>&lt;&#228;&#xE4;&gt;</a>|<ää>",
        "<a>&#xFFFFFFFF;</a>|&#xFFFFFFFF;",
        "<a><![CDATA[<b>&amp;</b>]]></a>|<b>&amp;</b>",
        "<a>]]></a>|]]>",
        "<a>x<b>y</b>z</a>|xz",
        "<a>x\u0001\u000By</a>|xy",
      })
  void parse_textAsDevicesWriteIt_isRead(String text, String expected) throws ProtocolException {
    assertThat(parse(text).text()).isEqualTo(expected);
  }

  @Test
  void parse_charsets_areFoundByTheBytes() throws ProtocolException {
    String text = "<?xml version=\"1.0\" encoding=\"%s\"?><a>门ä</a>";
    for (Charset charset : new Charset[] {StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE}) {
      assertThat(XmlReader.parse(text.formatted("utf-16").getBytes(charset)).text())
          .as(charset.name())
          .isEqualTo("门ä");
    }
    assertThat(XmlReader.parse(text.formatted("utf-16").getBytes(StandardCharsets.UTF_16)).text())
        .as("with a byte order mark")
        .isEqualTo("门ä");
    assertThat(parse(text.formatted("utf-16")).text()).as("declared wrongly").isEqualTo("门ä");
    assertThat(
            XmlReader.parse(text.formatted("gb2312").getBytes(Charset.forName("GB18030"))).text())
        .isEqualTo("门ä");
    assertThat(XmlReader.parse("<a>ä</a>".getBytes(StandardCharsets.ISO_8859_1)).text())
        .isEqualTo("ä");
  }

  @Test
  void parse_billionLaughs_isRefusedBeforeItIsParsed() {
    StringBuilder text = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE lolz [");
    text.append("<!ENTITY lol \"lol\">");
    for (int i = 1; i < 10; i++) {
      text.append("<!ENTITY lol" + i + " \"" + ("&lol" + (i - 1) + ";").repeat(10) + "\">");
    }
    text.append("]><lolz>&lol9;</lolz>");

    assertRefused(text.toString(), "a document type declaration, which is never read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"http://192.0.2.1/\">]><a>&x;</a>",
        "<!DOCTYPE a [<!ENT><a/>",
        "<a><!DOCTYPE a><b/></a>",
        "<a><!ENTITY x 'y'></a>",
        "<!doctype a><a/>",
      })
  void parse_documentType_isRefused(String text) {
    assertRefused(text, "a document type declaration");
  }

  @Test
  void parse_webPage_isNamed() {
    assertRefused("<!DOCTYPE html><html><body>Login</body></html>", "found a web page");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a><b></a>",
        "<a>",
        "<a b='x",
        "<a b=x",
        "<a",
        "<a></b>",
        "<a b='1' b='2'/>",
        "<a>&#0;</a>",
        "<a>&#x110000;</a>",
        "<a><b</a>",
        "<a><![CDATA[x",
      })
  void parse_malformed_isAProtocolException(String text) {
    assertRefused(text, "XML");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "\u0000", "not found", "<", "<<<", "</a>", "<!-- x"})
  void parse_noElement_isRefused(String text) {
    assertRefused(text, "expected an XML document");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<:a/>", "<a:b:c/>", "<a:/>", "<a><:b:c/></a>"})
  void parse_colonOutOfPlace_isRefused(String text) {
    assertRefused(text, "colon out of place");
  }

  @Test
  void parse_deepNesting_isRefused() throws ProtocolException {
    int most = XmlLimits.MAX_DEPTH;
    assertThat(parse("<a>".repeat(most) + "</a>".repeat(most)).name()).isEqualTo("a");

    assertRefused("<a>".repeat(most + 1) + "</a>".repeat(most + 1), "deeper than " + most);
    assertRefused("<a>".repeat(1_000_000), "deeper than " + most);
  }

  @Test
  void parse_answerOf8Megabytes_isRefused() {
    assertRefused("<a>" + "x".repeat(8 << 20) + "</a>", "at most " + XmlLimits.MAX_BYTES);
  }

  @Test
  void parse_endlessAttribute_isRefused() {
    String endless = "x".repeat(XmlLimits.MAX_ATTRIBUTE_CHARS + 1);
    assertRefused("<a b='" + endless + "'/>", "an attribute of more than");
    assertRefused("<a b=" + endless, "an attribute of more than");
  }

  @Test
  void parse_beyondTheLimits_isRefused() {
    assertRefused("<a>" + "x".repeat(XmlLimits.MAX_TEXT_CHARS + 1) + "</a>", "a text of more");
    assertRefused("<a>" + "<b/>".repeat(XmlLimits.MAX_ELEMENTS) + "</a>", "more than 50000");
    assertRefused("<a" + " b=''".repeat(XmlLimits.MAX_ATTRIBUTES + 1) + "/>", "more than 128");
    assertRefused("<" + "a".repeat(XmlLimits.MAX_NAME_CHARS + 1) + "/>", "a name of 257");
  }

  @Test
  void parse_hugeButAllowed_isRead() throws ProtocolException {
    // Every ampersand grows to five characters in the repair.
    String text = "<b>" + "&".repeat(XmlLimits.MAX_TEXT_CHARS) + "</b>";
    XmlElement root = parse("<a>" + text.repeat(60) + "</a>");

    assertThat(root.children()).hasSize(60);
    assertThat(root.children().get(59).text()).hasSize(XmlLimits.MAX_TEXT_CHARS);
  }

  @Test
  void toString_ofATree_showsNoContent() throws ProtocolException {
    assertThat(parse("<a b='secret'>secret</a>")).hasToString("<a>");
  }

  @Test
  void writer_whatItWrote_isReadBack() throws ProtocolException {
    String value = "<&>\"' \t\n门\uD83D\uDE00";
    XmlElement read =
        XmlReader.parse(
            new XmlWriter()
                .open("p:a")
                .namespace("p", "urn:p")
                .attribute("b", value)
                .leaf("c", "x" + value + "y")
                .open("d")
                .close()
                .close()
                .toBytes());

    assertThat(read.namespace()).isEqualTo("urn:p");
    assertThat(read.attributes().get(0).value()).isEqualTo(value);
    assertThat(read.textAt("c")).contains("x" + value + "y");
    assertThat(read.child("d")).isPresent();
  }

  @Test
  void writer_controlCharacters_becomeReplacements() throws ProtocolException {
    byte[] written = new XmlWriter().leaf("a", "x\u0000y\uFFFF").toBytes();

    assertThat(XmlReader.parse(written).text()).isEqualTo("x\uFFFDy\uFFFD");
  }

  @Test
  void writer_copy_keepsNamespacesAndContent() throws ProtocolException {
    String source =
        "<r xmlns:q='urn:q' xmlns:z='urn:z' xmlns='urn:d'>"
            + "<q:Id z:k='1' u:v='2' w='3' xml:lang='en'>x<Part>y</Part></q:Id></r>";
    XmlElement id = parse(source).child("Id").orElseThrow();
    XmlElement copy = XmlReader.parse(new XmlWriter().copy(id).toBytes());

    assertThat(copy).isEqualTo(id);
    assertThat(copy.children().get(0).namespace()).isEqualTo("urn:d");
  }

  @Test
  void writer_leftOpen_isAnError() {
    XmlWriter writer = new XmlWriter().open("a");

    assertThatThrownBy(writer::toString).isInstanceOf(IllegalStateException.class);
  }
}
