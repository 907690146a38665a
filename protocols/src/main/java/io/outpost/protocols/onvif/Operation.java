package io.outpost.protocols.onvif;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.xml.XmlElement;
import io.outpost.protocols.xml.XmlWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * One operation of a service: what to send by HTTP POST, and how to read what comes back. Made by
 * {@link DeviceService}, {@link MediaService}, {@link Media2Service}, {@link PtzService} and {@link
 * EventService}.
 *
 * @param service whose address it is sent to
 * @param name as in the WSDL, such as {@code GetScopes}
 * @param action the SOAP action
 * @param parameters writes what stands inside the request's element
 * @param reader takes the response's element
 * @param <T> what the answer says
 */
public record Operation<T>(
    Service service,
    String name,
    String action,
    Consumer<XmlWriter> parameters,
    AnswerReader<T> reader) {

  private static final int UNAUTHORIZED = 401;

  /** Reads the element that holds an answer. */
  @FunctionalInterface
  public interface AnswerReader<T> {
    T read(XmlElement response) throws ProtocolException;
  }

  /** An operation whose action is its name behind its namespace, as all but events have it. */
  static <T> Operation<T> of(
      Service service, String name, Consumer<XmlWriter> parameters, AnswerReader<T> reader) {
    return new Operation<>(service, name, service.namespace() + "/" + name, parameters, reader);
  }

  static <T> Operation<T> of(Service service, String name, AnswerReader<T> reader) {
    return of(service, name, parameters -> {}, reader);
  }

  /** The value of the Content-Type header (RFC 3902, SOAP 1.2 part 2, appendix A). */
  public String contentType() {
    return "application/soap+xml; charset=utf-8; action=\"" + action + "\"";
  }

  /** The body of the HTTP request, in UTF-8. */
  public byte[] request(SoapHeader header) {
    String element = service.prefix() + ":" + name;
    return SoapEnvelope.write(
        soapHeader -> header.write(soapHeader, action),
        body -> {
          body.open(element)
              .namespace(service.prefix(), service.namespace())
              .namespace("tt", Namespaces.SCHEMA);
          parameters.accept(body);
          body.close();
        });
  }

  /**
   * Reads the answer. A fault is recognised whatever the HTTP status: cameras send it under 200,
   * 400, 401 and 500. A 401 without a fault counts as {@code ter:NotAuthorized}.
   *
   * @throws SoapFaultException when the camera refuses
   * @throws ProtocolException when this is no answer to this operation
   */
  public T answer(int httpStatus, byte[] body) throws ProtocolException, SoapFaultException {
    XmlElement response;
    try {
      response = SoapEnvelope.read(body).content(name);
    } catch (ProtocolException e) {
      if (httpStatus == UNAUTHORIZED) {
        throw new SoapFaultException(SoapFault.notAuthorized("HTTP status 401 to " + name));
      }
      throw new ProtocolException(
          e.section(),
          e.offset(),
          "answer to " + name + " with HTTP status " + httpStatus + ": " + e.getMessage());
    }
    if (!response.name().equals(name + "Response")) {
      throw new ProtocolException(
          action,
          0,
          "expected " + name + "Response, found " + response.name() + ", HTTP " + httpStatus);
    }
    return reader.read(response);
  }

  /** The request as text, for tests and traces; it may hold the answer to a password. */
  String text(SoapHeader header) {
    return new String(request(header), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return name;
  }
}
