import { LightningElement, api, wire } from 'lwc';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import { getRecord } from 'lightning/uiRecordApi';
import TIME_ZONE from '@salesforce/i18n/timeZone';
import { badge, markers } from 'c/syntheticMarkers';

const EXPLANATION = 'This record was generated and does not stand for a real customer or event.';
const UNREADABLE = 'Provenance could not be read. This record may be synthetic.';
const NOT_STATED = 'Not stated';
const NOT_VISIBLE = 'Could not be read';

/**
 * Says on a record page that the record is synthetic, from which source and of what time; says nothing on a genuine one,
 * and says so when it can't tell which it is.
 */
export default class SyntheticBanner extends LightningElement {
  @api recordId;
  @api objectApiName;

  /** Texts of the page's author; an empty one stands for the built-in text. */
  @api heading;
  @api explanation;
  @api unreadableText;
  @api notStatedText;
  @api notVisibleText;

  timeZone = TIME_ZONE;

  // Optional fields: a field that the user may not see, or that the object lacks, is left out of the answer instead of
  // failing it. Source: https://developer.salesforce.com/docs/platform/lwc/guide/reference-wire-adapters-record.html
  @wire(getRecord, { recordId: '$recordId', optionalFields: '$optionalFields' })
  record = {};

  // The fields' labels in the user's language.
  @wire(getObjectInfo, { objectApiName: '$objectApiName' })
  objectInfo = {};

  get optionalFields() {
    if (!this.objectApiName) return undefined;
    return Object.values(markers).map(({ fieldApiName }) => `${this.objectApiName}.${fieldApiName}`);
  }

  get isSynthetic() {
    return this.state === 'synthetic';
  }

  get isUnreadable() {
    return this.state === 'unreadable';
  }

  /** A marker that is missing from the answer was not readable: never the same as a marker that says no. */
  get state() {
    const { data, error } = this.record;
    if (error) return 'unreadable';
    if (!data) return 'pending';
    const value = data.fields?.[markers.isSynthetic.fieldApiName]?.value;
    if (typeof value !== 'boolean') return 'unreadable';
    return value ? 'synthetic' : 'genuine';
  }

  get source() {
    return this.fact(markers.generationSource);
  }

  get time() {
    return this.fact(markers.creationTimestamp);
  }

  get provenanceLabel() {
    return this.labelOf(badge);
  }

  get shownHeading() {
    return this.heading || badge.text;
  }

  get shownExplanation() {
    return this.explanation || EXPLANATION;
  }

  get shownUnreadable() {
    return this.unreadableText || UNREADABLE;
  }

  /** What is known of one marker: its value, or the words for why there is none. */
  fact(marker) {
    const field = this.record.data?.fields?.[marker.fieldApiName];
    const without = field === undefined ? this.notVisibleText || NOT_VISIBLE : this.notStatedText || NOT_STATED;
    return { label: this.labelOf(marker), value: field?.value, without };
  }

  labelOf({ fieldApiName, label }) {
    return this.objectInfo.data?.fields?.[fieldApiName]?.label ?? label;
  }
}
