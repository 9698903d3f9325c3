/** What is known of a setting that lets everyone in. */
import type { Evidence } from './evidence.ts';

/** What rows of variables and of arguments have. */
export interface Row extends Evidence {
  /** The paths of the images that read it; any image where the name is not used for anything else. */
  readonly images?: RegExp;
  /** The port that it opens, where that is not the one of the service itself. */
  readonly port?: string;
  /** Completes "`NAME=value` …". */
  readonly says: string;
  readonly tags?: RegExp;
  /** Variables that set a password: while one of them has a value, the setting lets nobody in. */
  readonly passwords?: readonly string[];
  readonly forTrying?: true; // demonstrations set it, and a maintainer leaves it: strict unless the file is for production
  /** The variable without which the image does not start when the setting is gone. */
  readonly needs?: string;
  /** Without the setting the image does not start, or stays as open, until several others are written: one fix cannot. */
  readonly needsMore?: true;
  /** What else changes for the programs that use it: they cannot go on as they are. */
  readonly also?: string;
}
/** A variable of the environment. */
export interface VariableRow extends Row {
  readonly variable: string;
  readonly value: RegExp;
  /** A variable that must be on, too. */
  readonly with?: string;
  /** A variable that leaves no other way in while it is on: without the setting nobody could do anything, so there is no fix. */
  readonly onlyWayWith?: string;
}
/** An argument of a command. */
export interface ArgumentRow extends Row {
  /** One word. With `next`, the option whose value is the word after it. */
  readonly word: RegExp;
  readonly next?: RegExp;
  /** The program, where the command names it; else an image of `images`. */
  readonly program: RegExp;
  /** An argument with which the setting lets nobody in. */
  readonly unless?: RegExp;
}
