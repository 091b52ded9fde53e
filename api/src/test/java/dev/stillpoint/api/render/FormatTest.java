package dev.stillpoint.api.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One answer, two ways to write it. */
class FormatTest {
  private static final Fields ANSWER =
      new Fields()
          .text("Name", "a<b>&\"\u6570\u0001")
          .whole("Count", 2)
          .fraction("Price", 0.5)
          .flag("Ready", true)
          .struct("Inner", new Fields().text("Key", "v"))
          .list("Disks", "Disk", List.of("d-1", "d-2"), id -> new Fields().text("DiskId", id))
          .texts("Ids", "Id", List.of());

  @Test
  void jsonKeepsTypesAndEmptyLists() {
    assertThat(written(Format.JSON))
        .isEqualTo(
            "{\"Name\":\"a<b>&\\\"\u6570\\u0001\",\"Count\":2,\"Price\":0.5,\"Ready\":true,"
                + "\"Inner\":{\"Key\":\"v\"},"
                + "\"Disks\":{\"Disk\":[{\"DiskId\":\"d-1\"},{\"DiskId\":\"d-2\"}]},"
                + "\"Ids\":{\"Id\":[]}}");
  }

  @Test
  void xmlRepeatsTheElementOfAListAndReplacesWhatItCannotCarry() {
    assertThat(written(Format.XML))
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><XResponse>"
                + "<Name>a&lt;b&gt;&amp;&quot;\u6570\uFFFD</Name><Count>2</Count>"
                + "<Price>0.5</Price><Ready>true</Ready><Inner><Key>v</Key></Inner>"
                + "<Disks><Disk><DiskId>d-1</DiskId></Disk><Disk><DiskId>d-2</DiskId></Disk>"
                + "</Disks><Ids></Ids></XResponse>");
  }

  @Test
  void aMemberCannotBeAddedTwice() {
    Fields fields = new Fields().text("A", "1");
    assertThatThrownBy(() -> fields.text("A", "2")).isInstanceOf(IllegalArgumentException.class);
  }

  private static String written(Format format) {
    return new String(format.write("XResponse", ANSWER.build()), StandardCharsets.UTF_8);
  }
}
