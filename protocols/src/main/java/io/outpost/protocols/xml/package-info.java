/**
 * XML as devices write it: read with care, written plainly.
 *
 * <p>{@link io.outpost.protocols.xml.XmlReader} turns bytes into an immutable tree of {@link
 * io.outpost.protocols.xml.XmlElement}s. Names are local names, since the prefixes of devices are
 * wild and some are never declared. Before the JDK's StAX parser sees the text, a repair pass takes
 * away what stands in front of and behind the root, quotes bare attributes and escapes stray
 * ampersands.
 *
 * <p>Everything is bounded by {@link io.outpost.protocols.xml.XmlLimits}. A document type
 * declaration is refused before the parser starts, so there are no entities to expand and nothing
 * to fetch; the parser is told the same again. What is wrong is a {@link
 * io.outpost.protocols.ProtocolException}, never another exception.
 *
 * <p>Left out on purpose: validation against schemas, mixed content in order, comments and
 * processing instructions.
 */
@NullMarked
package io.outpost.protocols.xml;

import org.jspecify.annotations.NullMarked;
