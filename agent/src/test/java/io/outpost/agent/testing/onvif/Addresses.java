package io.outpost.agent.testing.onvif;

import io.outpost.agent.demo.device.SoapRequest;
import java.net.URI;

/**
 * What the marks in an address stand for.
 *
 * @param port of the device service
 * @param other a second port that the camera listens on
 */
record Addresses(String host, int port, int other, int rtsp) {
  String expand(String template, String what) {
    return template
        .replace("{host}", host)
        .replace("{port}", Integer.toString(port))
        .replace("{other}", Integer.toString(other))
        .replace("{rtsp}", Integer.toString(rtsp))
        .replace("{service}", what)
        .replace("{profile}", what)
        .replace("{id}", what);
  }

  /** Whether a request came to where the address points, whatever its host. */
  boolean isAt(SoapRequest request, String template, String what) {
    URI place = URI.create(expand(template, what));
    return request.target().equals(place.getRawPath())
        && (place.getPort() < 0 || place.getPort() == request.port());
  }
}
