/** What tests of several packages share. */
@NullMarked
package io.outpost.agent.testing;

import org.jspecify.annotations.NullMarked;
