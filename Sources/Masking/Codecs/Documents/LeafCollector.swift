/// What a parser finds in a document, in order: containers, names and leaves. Follows the paths of a rule.
///
/// Parsing changes nothing. Only a document that was understood from its first byte to its last is masked.
struct LeafCollector {
    /// Deeper documents are not opened.
    static let deepestLevel = 512
    /// Nor are those with more leaves and names: each takes memory.
    static let largestCount = 1 << 21

    enum Container {
        case list
        /// Names and values take turns.
        case map
    }

    private struct Level {
        var container: Container
        var place: JSONScratch.Place
        /// What is still to come: names and values are counted one by one. Nil when an end mark says.
        var remaining: UInt64?
        var expectsName: Bool
        /// The place of the value that follows a name.
        var member: JSONScratch.Place
        /// Whether this container is, or is within, a name.
        var isName: Bool
        /// The number of the container.
        var number: Int
        var nameCount: Int64 = 0
    }

    private(set) var leaves: [DocumentLeaf] = []
    private var levels: [Level] = []
    /// For each container, whether all its names are the integers from zero on: a list of PHP's.
    private var areLists: [Bool] = []
    private var paths = DocumentPaths.none
    /// What names of members say of their values.
    private let named: NamedKinds
    /// Whether two values may become one.
    var mayMerge: Bool
    private var base = 0
    /// How many values there are outside of containers.
    private(set) var rootCount = 0
    private var rootPlace = JSONScratch.Place(rootOf: nil)

    /// A collector that looks at the names of members, too.
    init(named: NamedKinds = .none, mayMerge: Bool = false) {
        self.named = named
        self.mayMerge = mayMerge
    }

    /// Begins a document at an index of the text.
    mutating func begin(at base: Int, _ paths: DocumentPaths?) {
        leaves.removeAll(keepingCapacity: true)
        levels.removeAll(keepingCapacity: true)
        areLists.removeAll(keepingCapacity: true)
        self.base = base
        self.paths = paths ?? .none
        rootCount = 0
        hasTextName = false
        rootPlace = JSONScratch.Place(rootOf: paths)
    }

    /// Whether some name is text.
    private(set) var hasTextName = false
    /// How many containers are open.
    var depth: Int { levels.count }
    /// Whether the next thing is a name.
    var expectsName: Bool { levels.last?.expectsName ?? false }
    /// Whether an end mark can stand here: in a container without a count, between elements or members.
    private var canEnd: Bool {
        guard let level = levels.last, level.remaining == nil else { return false }
        return level.container == .list || level.expectsName
    }

    /// Whether a name is that of a position in a list, so that it says nothing.
    func isPosition(_ leaf: DocumentLeaf) -> Bool { leaf.container.map { areLists[$0] } ?? false }

    // MARK: What a parser says

    /// A container begins, with so many elements or pairs if that is stated. False when it is too deep.
    mutating func enter(_ container: Container, count: UInt64? = nil) -> Bool {
        guard levels.count < Self.deepestLevel, leaves.count < Self.largestCount else { return false }
        var remaining = count
        if container == .map, let count {
            let (doubled, isTooLarge) = count.multipliedReportingOverflow(by: 2)
            if isTooLarge { return false }
            remaining = doubled
        }
        let isName = (levels.last?.isName ?? false) || expectsName
        let place = nextPlace
        levels.append(
            Level(
                container: container, place: place, remaining: remaining, expectsName: container == .map,
                member: place, isName: isName, number: areLists.count))
        areLists.append(true)
        closeFinished()
        return true
    }

    /// The innermost container ends at its end mark. False when none may end here.
    mutating func leave() -> Bool {
        guard canEnd, levels.popLast() != nil else { return false }
        finishItem()
        closeFinished()
        return true
    }

    /// A leaf, which is a name where one is expected.
    mutating func add(_ range: Range<Int>, _ form: LeafForm, in bytes: Span<UInt8>, number: Int64? = nil) {
        guard let level = levels.last else {
            append(range, form, nextPlace.leaf)
            rootCount += 1
            return
        }
        if level.isName {
            // A part of a name that is no text: it must stay distinct, and has no path.
            append(range, form, .kind(.detect))
        } else if level.expectsName {
            addName(range, form, in: bytes, number, level)
        } else {
            append(range, form, nextPlace.leaf)
        }
        finishItem()
        closeFinished()
    }

    /// A value that says nothing: null, true, a reference to what was there before.
    mutating func addConstant() {
        guard !levels.isEmpty else { return rootCount += 1 }
        if expectsName, let number = levels.last?.number {
            areLists[number] = false
            levels[levels.count - 1].member = .init(0, in: levels[levels.count - 1].place, paths)
        }
        finishItem()
        closeFinished()
    }

    /// A name that stays as it is, and that only paths can see.
    mutating func addFixedName(_ name: Span<UInt8>) {
        guard let level = levels.last else { return }
        let member = paths.member(of: level.place.state, named: name)
        addFixedName(leadingTo: member.state, named: member.isNamed ? nil : kind(ofMember: name))
    }

    private func kind(ofMember name: Span<UInt8>) -> Kind? {
        guard let kind = named.kind(of: name) else { return nil }
        return kind.isInjective || mayMerge ? kind : .detect
    }

    /// What has no name where others have one.
    mutating func addNoName() { addFixedName(leadingTo: 0) }

    private mutating func addFixedName(leadingTo state: Int, named kind: Kind? = nil) {
        guard let level = levels.last else { return }
        levels[levels.count - 1].member = .init(state, in: level.place, paths, named: kind)
        areLists[level.number] = false
        finishItem()
    }

    /// A leaf outside of names and members, with the treatment of the place where it stands.
    mutating func addExtra(_ range: Range<Int>, _ form: LeafForm) { append(range, form, nextPlace.leaf) }

    /// A leaf of the innermost container itself: the text of an element.
    mutating func addText(_ range: Range<Int>, _ form: LeafForm) {
        append(range, form, levels.last?.place.leaf ?? rootPlace.leaf)
    }

    /// What stands behind is an element where others have a name.
    mutating func addElementName() {
        guard let level = levels.last else { return }
        addFixedName(leadingTo: paths.element(of: level.place.state))
    }

    /// A leaf with a treatment of its own.
    mutating func addExtra(_ range: Range<Int>, _ form: LeafForm, _ kind: Kind) { append(range, form, .kind(kind)) }

    // MARK: Places

    private var nextPlace: JSONScratch.Place {
        guard let level = levels.last else { return rootPlace }
        if level.isName { return .init(0, in: level.place, paths) }
        switch level.container {
        case .list: return .init(paths.element(of: level.place.state), in: level.place, paths)
        case .map: return level.member
        }
    }

    private mutating func addName(
        _ range: Range<Int>, _ form: LeafForm, in bytes: Span<UInt8>, _ number: Int64?, _ level: Level
    ) {
        var member: (state: Int, isNamed: Bool)
        var kind: Kind?
        if let number {
            let digits = Array(String(number).utf8)
            member = paths.member(of: level.place.state, named: digits.span)
            // PHP's lists are maps: what has a number for a name is an element too.
            if !member.isNamed { member.state = paths.element(of: level.place.state) }
            if number != level.nameCount { areLists[level.number] = false }
        } else {
            member = paths.member(of: level.place.state, named: bytes.extracting(range))
            if !member.isNamed { kind = self.kind(ofMember: bytes.extracting(range)) }
            areLists[level.number] = false
        }
        if form == .text { hasTextName = true }
        levels[levels.count - 1].nameCount += 1
        levels[levels.count - 1].member = .init(member.state, in: level.place, paths, named: kind)
        if member.isNamed || kind != nil || isOverfull { return }
        leaves.append(
            DocumentLeaf(
                range: base + range.lowerBound..<base + range.upperBound, form: form, leaf: .kind(.structural),
                object: level.place.state, container: number == nil ? nil : level.number))
    }

    /// Whether there are more leaves than are held: then the document is not opened.
    var isOverfull: Bool { leaves.count >= Self.largestCount }

    private mutating func append(_ range: Range<Int>, _ form: LeafForm, _ leaf: DocumentPaths.Leaf) {
        if isOverfull { return }
        if range.isEmpty || leaf == .kind(.keep) { return }
        leaves.append(
            DocumentLeaf(range: base + range.lowerBound..<base + range.upperBound, form: form, leaf: leaf))
    }

    private mutating func finishItem() {
        guard let last = levels.indices.last else { return rootCount += 1 }
        if let remaining = levels[last].remaining { levels[last].remaining = remaining - 1 }
        if levels[last].container == .map { levels[last].expectsName.toggle() }
    }

    private mutating func closeFinished() {
        while let level = levels.last, level.remaining == 0 {
            levels.removeLast()
            finishItem()
        }
    }
}
