import java.io.FileOutputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what a Spring session holds: maps, lists and objects of the application. */
public class Person implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String name = "Meredith Phillips";
    private final String email = "meredith.phillips@example.com";
    private final int id = 48213;
    private final long createdAt = 1694089179000L;
    private final double balance = 1234.5;
    private final boolean active = true;
    private final char initial = 'M';
    private final byte[] avatar = "zqxwvutsrqponml".getBytes();
    private final int[] orders = {100041, 100042, 100043};
    private final List<String> phones = new ArrayList<>(List.of("+1-415-555-0100", "+1-415-555-0199"));
    private final Role role = Role.EDITOR;

    enum Role { READER, EDITOR }

    public static void main(String[] arguments) throws Exception {
        Map<String, Object> session = new LinkedHashMap<>();
        session.put("person", new Person());
        session.put("email", "meredith.phillips@example.com");
        session.put("since", new Date(1694089179000L));
        session.put("limit", new BigDecimal("12.50"));
        Map<Integer, Long> counts = new HashMap<>();
        counts.put(48213, 7_000_000_017L);
        session.put("counts", counts);
        session.put("greeting", "Gr\u00fc\u00dfe \ud83d\ude00 aus Wexford");
        write(arguments[0] + "/session.java", session);
        write(arguments[0] + "/text.java", "Meredith Phillips of Wexford");
    }

    private static void write(String path, Object object) throws Exception {
        try (ObjectOutputStream stream = new ObjectOutputStream(new FileOutputStream(path))) {
            stream.writeObject(object);
        }
    }
}
