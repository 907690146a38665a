package io.outpost.agent.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The published schemas of events' data, for tests. */
final class EventSchemas {
  private EventSchemas() {}

  static Schema of(EventType type) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(tree(type));
  }

  static JsonNode tree(EventType type) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(EventSchemas.class.getResourceAsStream(type.schemaResource()))) {
      return new ObjectMapper().readTree(in);
    }
  }
}
