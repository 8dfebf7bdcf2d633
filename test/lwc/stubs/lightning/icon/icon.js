import { LightningElement, api } from 'lwc';

/** Draws a glyph in the current colour and names it, as lightning-icon does. */
export default class Icon extends LightningElement {
  @api iconName;
  @api alternativeText;
  @api size;
}
