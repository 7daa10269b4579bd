/** Fields of a struct, read with it or worked out one by one. */

interface Owner {
  readonly path: string;
}

interface Member {
  readonly pkg: Owner | undefined;
  readonly name: string;
  readonly embedded: boolean;
}

/** A member as it is written: what it is made of is worked out when somebody asks, which may take packages that nobody needs otherwise. */
export class WrittenMember<M extends Member> {
  private found: M | undefined;

  constructor(
    readonly pkg: M['pkg'],
    readonly name: string,
    private readonly read: () => M,
  ) {}

  get member(): M {
    this.found ??= this.read();
    return this.found;
  }
}

export class Members<M extends Member> {
  private byId: ReadonlyMap<string, M | WrittenMember<M>> | undefined;
  private all: readonly M[] | undefined;
  private embeds: readonly M[] | undefined;

  /** `idOf`: under which name members are one. */
  constructor(
    private readonly members: readonly (M | WrittenMember<M>)[],
    private readonly idOf: (pkg: M['pkg'], name: string) => string,
  ) {}

  get fields(): readonly M[] {
    this.all ??= this.members.map(read);
    return this.all;
  }

  /** Fields that it embeds: they are read with the struct. */
  get embedded(): readonly M[] {
    this.embeds ??= this.members.filter((m): m is M => !(m instanceof WrittenMember) && m.embedded);
    return this.embeds;
  }

  /** By its name as `idOf` gives it. */
  field(id: string): M | undefined {
    this.byId ??= this.ids();
    const found = this.byId.get(id);
    return found && read(found);
  }

  /** By its place. */
  at(i: number): M | undefined {
    const member = this.members[i];
    return member && read(member);
  }

  /** By its name, whoever may use it. */
  named(name: string): M | undefined {
    return this.at(this.members.findIndex(m => m.name === name));
  }

  /** Where names are twice, which is an error, the first counts. */
  private ids(): ReadonlyMap<string, M | WrittenMember<M>> {
    const map = new Map<string, M | WrittenMember<M>>();
    for (const member of this.members) {
      const id = this.idOf(member.pkg, member.name);
      if (!map.has(id)) map.set(id, member);
    }
    return map;
  }
}

const read = <M extends Member>(member: M | WrittenMember<M>): M => (member instanceof WrittenMember ? member.member : member);
