import java.io.*;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.*;
import java.util.*;

/** Writes sessions by Java's serialization, one for each seed it reads, or reads them again and says what it found. */
public class Sessions {
    enum Role { READER, EDITOR }

    static class Person implements Serializable {
        private static final long serialVersionUID = 1L;
        String name, email;
        int id;
        long createdAt;
        double balance;
        float score;
        boolean active = true;
        char initial = 'M';
        byte[] avatar;
        char[] password;
        int[] orders = {100041, 100042, 100043};
        List<String> phones;
        Role role = Role.EDITOR;
        Person friend;

        Person(int seed, Random random) {
            name = "Meredith Phillips " + seed;
            email = "meredith" + seed + "@example.com";
            id = seed;
            createdAt = 1694089179000L + seed;
            balance = random.nextDouble() * 1000;
            score = random.nextFloat();
            avatar = new byte[20];
            random.nextBytes(avatar);
            password = ("Wexford" + seed).toCharArray();
            phones = new ArrayList<>(List.of("+1-415-555-01" + seed % 100, "Gr\u00fc\u00dfe \ud83d\ude00"));
        }
    }

    static Map<String, Object> session(int seed) {
        Random random = new Random(seed);
        Map<String, Object> session = new LinkedHashMap<>();
        Person person = new Person(seed, random);
        person.friend = new Person(seed + 1, random);
        session.put("person", person);
        session.put("again", person);
        session.put("since", new Date(1694089179000L + seed));
        session.put("price", new BigDecimal("12.50"));
        session.put("large", BigInteger.TWO.pow(70).add(BigInteger.valueOf(seed)));
        session.put("day", LocalDate.of(1974, 2, 1 + seed % 28));
        session.put("moment", LocalDateTime.of(2023, 9, 7, 14, seed % 60, 5));
        session.put("instant", Instant.ofEpochSecond(1694089179L + seed, 500));
        session.put("id", new UUID(random.nextLong(), random.nextLong()));
        Map<Integer, Long> counts = new HashMap<>();
        for (int number = 0; number < random.nextInt(6); number++) counts.put(random.nextInt(100000), random.nextLong());
        session.put("counts", counts);
        session.put("sorted", new TreeMap<>(Map.of("zeta word", "Wexford Road", "alpha word", "zqxwv")));
        session.put("set", new HashSet<>(List.of("one member of it", "another member")));
        session.put("linked", new LinkedList<>(List.of("first text", "second text")));
        session.put("fixed", List.of("fixed first", "fixed second", "third"));
        session.put("optional", new Object[] {1, 2L, 3.5, 'c', true, null, "text in an array"});
        return session;
    }

    static String shape(Object value, List<String> texts, int depth) throws Exception {
        if (value == null) return "null";
        if (depth > 12) return "...";
        if (value instanceof String text) { texts.add(text); return "String" + utf8(text); }
        if (value instanceof Integer || value instanceof Long || value instanceof BigInteger) return value.getClass().getSimpleName() + ((Number) value).longValue() / Long.MAX_VALUE;
        if (value instanceof Number || value instanceof Boolean || value instanceof Character || value instanceof Enum<?>) return value.getClass().getSimpleName();
        if (value instanceof Map<?, ?> map) return map.getClass().getSimpleName() + map.size() + (map instanceof TreeMap ? "" : shapes(map.values(), texts, depth));
        if (value instanceof Set<?> set) return set.getClass().getSimpleName() + set.size();
        if (value instanceof Collection<?> list) return list.getClass().getSimpleName() + shapes(list, texts, depth);
        if (value instanceof Object[] array) return "array" + shapes(Arrays.asList(array), texts, depth);
        if (value instanceof Person person) {
            texts.add(new String(person.password));
            return "Person(" + shape(person.name, texts, depth + 1) + shape(person.email, texts, depth + 1) + person.active + person.avatar.length + person.password.length
                + person.orders.length + shape(person.phones, texts, depth + 1) + person.role + shape(person.friend, texts, depth + 1) + Double.isFinite(person.balance) + ")";
        }
        return value.getClass().getSimpleName();
    }

    static String shapes(Collection<?> values, List<String> texts, int depth) throws Exception {
        StringBuilder text = new StringBuilder("[");
        for (Object value : values) text.append(shape(value, texts, depth + 1)).append(' ');
        return text.append(']').toString();
    }

    static int utf8(String text) throws Exception { return text.getBytes("UTF-8").length; }

    static String quoted(String text) {
        StringBuilder result = new StringBuilder("\"");
        for (char character : text.toCharArray()) result.append(String.format("\\u%04x", (int) character));
        return result.append('"').toString();
    }

    public static void main(String[] arguments) throws Exception {
        DataOutputStream output = new DataOutputStream(new BufferedOutputStream(System.out));
        if (arguments[0].equals("write")) {
            for (String line : new BufferedReader(new InputStreamReader(System.in)).lines().toList()) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                new ObjectOutputStream(bytes).writeObject(session(Integer.parseInt(line)));
                output.writeInt(bytes.size());
                bytes.writeTo(output);
            }
            output.flush();
            return;
        }
        DataInputStream input = new DataInputStream(new BufferedInputStream(System.in));
        while (true) {
            byte[] bytes;
            try { bytes = new byte[input.readInt()]; } catch (EOFException end) { break; }
            input.readFully(bytes);
            String line;
            try {
                List<String> texts = new ArrayList<>();
                Map<?, ?> session = (Map<?, ?>) new ObjectInputStream(new ByteArrayInputStream(bytes)).readObject();
                String shape = shape(session, texts, 0);
                StringBuilder all = new StringBuilder();
                for (String text : texts) all.append(all.isEmpty() ? "" : ",").append(quoted(text));
                line = "{\"shape\": " + quoted(shape) + ", \"texts\": [" + all + "]}";
            } catch (Throwable error) {
                line = error.toString().replace('\n', ' ');
            }
            output.write((line + "\n").getBytes("UTF-8"));
        }
        output.flush();
    }
}
