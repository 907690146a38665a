package io.outpost.agent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.config.ConfigException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what is stored, and what uses it. */
@Command(
    name = "list",
    description = "List the names that are stored, with their users and what uses them.")
final class CredentialsListCommand implements Callable<Integer> {
  private final OutpostCommand outpost;

  @Option(names = "--json", description = "Print a JSON array.")
  private boolean json;

  CredentialsListCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws ConfigException, IOException {
    CredentialStore store = outpost.credentials();
    CredentialUse use = CredentialUse.of(outpost);
    if (json) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      for (String name : store.names()) {
        ObjectNode entry = list.addObject();
        entry.put("name", name);
        entry.put("user", store.user(name).orElse(""));
        entry.put("sealed", !store.isPlain(name));
        ArrayNode users = entry.putArray("usedBy");
        use.of(name).forEach(users::add);
      }
      outpost.terminal().out().println(list.toPrettyString());
      return ExitCode.OK.code();
    }
    Words words = outpost.terminal().words();
    Table table = new Table("NAME", "USER", "USED BY");
    for (String name : store.names()) {
      table.add(name, store.user(name).orElse(""), words.of(shortened(use.of(name))));
    }
    table.print(outpost.terminal().out(), words);
    List<String> plain = store.names().stream().filter(store::isPlain).toList();
    if (!plain.isEmpty()) {
      outpost
          .terminal()
          .err()
          .println(
              "outpost: in plain text in credentials.yaml: %s; seal them: outpost credentials seal"
                  .formatted(String.join(", ", plain)));
    }
    return ExitCode.OK.code();
  }

  /** A station's password may serve hundreds of cameras. */
  private static String shortened(List<String> users) {
    int shown = 5;
    return users.size() <= shown
        ? String.join(", ", users)
        : String.join(", ", users.subList(0, shown)) + " and " + (users.size() - shown) + " more";
  }
}
