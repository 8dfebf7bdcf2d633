import { wireAdapter } from './wire';

export const getObjectInfo = wireAdapter();
