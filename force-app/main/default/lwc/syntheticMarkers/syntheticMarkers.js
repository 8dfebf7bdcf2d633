// Written by "sf synthetic generate" from the provenance schema: change that file, not this one.

/** The marker fields: API name, and label in the schema's language. */
export const markers = {
  "isSynthetic": {
    "fieldApiName": "Is_Synthetic__c",
    "label": "Is Synthetic"
  },
  "generationSource": {
    "fieldApiName": "Generation_Source__c",
    "label": "Generation Source"
  },
  "creationTimestamp": {
    "fieldApiName": "Creation_Timestamp__c",
    "label": "Creation Timestamp"
  }
};

/** The badge: its field, and the text that stands for its picture. */
export const badge = {
  "fieldApiName": "Provenance_Badge__c",
  "label": "Provenance",
  "text": "Synthetic record"
};
