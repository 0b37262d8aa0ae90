import MannequinCommands

/// The program's only file: everything it does is in `MannequinCommands`.
@main
enum Main {
    static func main() async {
        await Mannequin.main()
    }
}
