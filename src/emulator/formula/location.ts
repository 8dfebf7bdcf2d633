const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** A point on the globe, in degrees north and east. */
export class FormulaLocation {
  /** On a globe of radius 1. */
  private readonly point: readonly [number, number, number];

  public constructor(latitude: number, longitude: number) {
    const [north, east] = [radians(latitude), radians(longitude)];
    this.point = [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)];
  }

  /** The straight way through the globe, 0 to 2. */
  public chordTo(other: FormulaLocation): number {
    const [x, y, z] = this.point;
    const [otherX, otherY, otherZ] = other.point;
    return Math.min(2, Math.hypot(x - otherX, y - otherY, z - otherZ));
  }
}
