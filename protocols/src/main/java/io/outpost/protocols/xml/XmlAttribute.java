package io.outpost.protocols.xml;

/**
 * One attribute.
 *
 * @param prefix as written, empty without one
 * @param name the local name
 * @param namespace what the prefix stands for; empty without one or when it was never declared
 */
public record XmlAttribute(String prefix, String name, String namespace, String value) {}
