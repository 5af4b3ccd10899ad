/** The commands: the only reader of options, environment and configuration file. */
@NullMarked
package org.atlasagent.cli;

import org.jspecify.annotations.NullMarked;
