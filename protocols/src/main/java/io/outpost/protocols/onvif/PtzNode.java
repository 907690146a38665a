package io.outpost.protocols.onvif;

import io.outpost.protocols.xml.XmlElement;
import java.util.List;

/**
 * What can be moved (ONVIF PTZ, GetNodes). A camera whose profiles name no PTZ may have a node all
 * the same.
 *
 * @param maxPresets 0 when it is not told
 */
public record PtzNode(String token, String name, int maxPresets, boolean hasHome) {
  private static final int MAX_NODES = 64;

  static List<PtzNode> readAll(XmlElement response) {
    return response.children("PTZNode").stream()
        .limit(MAX_NODES)
        .map(
            node ->
                new PtzNode(
                    node.attribute("token").orElse(""),
                    node.textAt("Name").orElse(""),
                    Math.max(0, Fields.number(node, "MaximumNumberOfPresets").orElse(0)),
                    node.textAt("HomeSupported").flatMap(Fields::flag).orElse(false)))
        .toList();
  }
}
