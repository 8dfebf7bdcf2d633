import { wireAdapter } from './wire';

export const getRecord = wireAdapter();
