import { LightningElement, api } from 'lwc';

/** Formats as lightning-formatted-date-time does, with Intl.DateTimeFormat and the attributes as its options. */
export default class FormattedDateTime extends LightningElement {
  @api value;
  @api year;
  @api month;
  @api day;
  @api hour;
  @api minute;
  @api timeZone;
  @api timeZoneName;

  get text() {
    const { year, month, day, hour, minute, timeZone, timeZoneName } = this;
    const options = { year, month, day, hour, minute, timeZone, timeZoneName };
    return new Intl.DateTimeFormat('en-GB', options).format(new Date(this.value));
  }
}
