# Writes sessions with Marshal, one for each seed it reads, or reads them again and says what it found.
require 'bigdecimal'
require 'json'

class Person
  attr_reader :name, :email, :id
  def initialize(name, email, id)
    @name, @email, @id = name, email, id
  end
end
Pair = Struct.new(:left, :right)

def session(seed)
  random = Random.new(seed)
  border = [0, 1, 122, 123, 255, 256, 65_535, 65_536, 2**24, 2**30, 2**31, 2**40, 2**48, 2**62, 2**64, 2**80].sample(random: random)
  {
    'session_id' => random.bytes(16).unpack1('H*'), :user => Person.new("Meredith Phillips #{seed}", "meredith#{seed}@example.com", seed),
    'numbers' => [border, -border, border + 1, seed, 1694089179 + seed], 'ratio' => random.rand, 'balance' => 12.5,
    'cart' => Array.new(random.rand(4)) { |n| { sku: "SKU-#{n}-Wexford", qty: n, title: "blue shirt of Wexford" } },
    'pair' => Pair.new('Wexford Road 17', nil), 'flag' => true, 'at' => Time.at(1_694_089_179 + seed, 5, :usec),
    'utc' => Time.at(1_694_089_179 + seed).utc, 'blob' => random.bytes(20) + "\xFF".b, 'status' => :active, 'price' => BigDecimal('12.50'),
    'range' => 1..5,
  }
end

# What stays of a value, and its texts.
def shape(value, texts)
  case value
  when nil, true, false, Range then value.class.name
  when Integer then "Integer #{value.to_s.length} #{value <=> 0}"
  when Float then "Float #{value.finite?}"
  when String
    texts << value.dup.force_encoding('BINARY').scrub('?')
    "String #{value.bytesize} #{value.encoding} #{value.valid_encoding?}"
  when Symbol
    "Symbol #{value.length}"
  when Time then "Time #{value.utc?}"
  when Array then value.map { |element| shape(element, texts) }
  when Hash then value.map { |name, member| [shape(name, []), shape(member, texts)] }
  when Struct then [value.class.name, value.to_a.map { |element| shape(element, texts) }]
  else [value.class.name, value.instance_variables.map { |name| [name, shape(value.instance_variable_get(name), texts)] }]
  end
end

STDIN.binmode
STDOUT.binmode
if ARGV[0] == 'write'
  STDIN.each_line do |line|
    bytes = Marshal.dump(session(line.to_i))
    STDOUT.write([bytes.bytesize].pack('N'), bytes)
  end
else
  while (count = STDIN.read(4))
    bytes = STDIN.read(count.unpack1('N'))
    begin
      texts = []
      shape = shape(Marshal.load(bytes), texts)
      puts({ shape: JSON.generate(shape), texts: texts.map { |text| text.encode('UTF-8', invalid: :replace, undef: :replace) } }.to_json)
    rescue StandardError => e
      puts "#{e.class}: #{e.message}".tr("\n", ' ')
    end
  end
end
