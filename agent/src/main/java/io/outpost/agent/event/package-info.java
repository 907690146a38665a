/** Events as they leave the box: CloudEvents with a published JSON Schema. */
@NullMarked
package io.outpost.agent.event;

import org.jspecify.annotations.NullMarked;
