// A table, and so longer than other files.

/// The words that the scanner knows, by what they say about the value behind them.
///
/// Words are lower-case ASCII letters, up to fifteen. Names are split where an identifier is (`homePhone`,
/// `home_phone`), so that compounds stand here only where people write them as one word. Letters beyond ASCII end a word:
/// `teléfono` is read as `tel`, `fono`, `téléphone` ends in `phone`.
enum ScanKeywords {
    static let topics: [(words: String, topics: ScanTopics)] = [
        (phone, .phone), (call, .call), (card, .card), (socialSecurity, .socialSecurity), (account, .account),
        (secret, .secret), (token, .token), (code, .code), (qualifier, .qualifier), ("key keys schluessel", .key),
        (things, [.thing, .structural]),
        (structural, .structural), (neutral, .neutral), (version, [.version, .thing, .structural]),
        ("mac macaddress macaddr hwaddr ethernet bssid ether lladdr", .hardware),
        ("lat latitude breitengrad", .latitude),
        ("lon lng long longitude laengengrad", .longitude), (birth, .birth), ("bearer basic", .scheme),
        ("aws amazon s3", [.aws, .qualifier]), ("azure storage", [.azure, .qualifier]),
    ]

    private static let phone = """
        phone phones phonenumber phonenumbers phoneno telephone telephones tel telno telnr mobile mobiles mobilephone
        mobileno mobilenumber mob cell cellphone cellular landline fax faxes faxnumber faxno faxnr faxnummer msisdn sms
        whatsapp imessage hotline voicemail callerid homephone workphone telegramphone
        telefon telefone telefono telefonnummer telefonnr telefonisch rufnummer festnetz festnetznummer handy handynummer
        handynr mobil mobiltelefon mobilfunk mobilnummer mobilnr durchwahl
        telefoon telefoonnummer telefoonnr mobiel mobielnummer gsm gsmnummer
        phonecall fono telfono movil celular cellulare fisso recapito fijo portatil
        telefonu telefonie telefonem kom komorka komorkowy komorkowa numertelefonu
        telemovel telemvel denwa keitai telefonos telefones telefoni tlf tlfn puhelin puhelinnumero
        """

    private static let call = """
        call calls called caller calling callback dial dialed ring rang reach reached reachable text texted contact
        answer answers answered answering message messages desk
        hotlines helpline anruf anrufen angerufen erreichbar erreichen zurueckrufen
        appeler appelez appelle appel joindre joignable rappeler rappelez
        llamar llame llama llamada contactar
        chiamare chiama chiami chiamata contattare
        bellen bel belt bereikbaar
        zadzwoni dzwoni kontakt
        ligar ligue ligou contato contacto
        """

    private static let card = """
        card cards cardno cardnr cardnumber cardnum cardnumbers creditcard creditcards debitcard ccnumber ccnum ccno cc
        pan primaryaccount credit debit visa mastercard amex maestro discover jcb diners unionpay
        kreditkarte kreditkarten kreditkartennr karte kartennummer kartennr debitkarte
        carte cartes tarjeta tarjetas carta carte cartadicredito
        kaart creditcardnr kaartnummer
        karta karty kart kartkredytowa
        carto cartes cartao cartaodecredito payment
        """

    private static let socialSecurity = """
        ssn ssns social socialsecurity taxpayer itin
        """

    private static let account = """
        iban ibans bankaccount kontonummer konto rekening rekeningnummer
        """

    private static let secret = """
        password passwords passwd passwds pwd pwds passphrase passphrases userpassword dbpassword rootpassword
        secret secrets secretkey clientsecret appsecret sharedsecret apikey apikeys apisecret accesskey accesskeyid
        privatekey secretaccesskey authkey masterkey encryptionkey signingkey
        passwort passwoerter kennwort wachtwoord contrasena contrasea motdepasse senha haslo parola mnemonic
        """

    private static let token = """
        token tokens authtoken accesstoken refreshtoken idtoken apitoken bearertoken sessiontoken csrftoken jwt
        csrf xsrf csrfmiddleware sessionid sessid phpsessid jsessionid connectsid sid cookie cookies
        pass auth authorization credential credentials creds sig signature otpsecret salt hmac
        """

    private static let code = """
        pin pins pincode cvv cvv2 cvc cvc2 cvn otp totp passcode
        """

    private static let qualifier = """
        api access account private encryption encrypt signing sign master auth ssh webhook client app consumer
        subscription shared service license admin deploy server root crypto cipher hmac
        """

    /// Things that have numbers, in names and in sentences.
    private static let things = """
        order orders orderid orderno ordernumber invoice invoices ref reference refs tracking sku isbn issn ean upc
        gtin barcode asin serial build revision timestamp epoch transaction transactions txn batch job ticket tickets
        shipment parcel item items product products bestellung bestellnummer rechnung rechnungsnummer auftrag commande
        facture pedido factura ordine fattura bestelling factuur zamowienie faktura checksum etag digest hash counter
        sequence
        """

    /// Words that take back what a name says, where they stand in a name: `phone_verified_at`.
    private static let structural = """
        id ids uuid guid uid gid pid tid seq counters count counts cnt rev offset cursor index idx position
        timestamps ts time times date dates day days hour hours minute minutes second seconds millis ms ns micros
        created updated modified deleted expires expire expiry expiration exp iat nbf ttl age seen at since until
        after before size sizes length len bytes byte kb mb gb width height total totals amount amounts price prices
        cost balance sum avg min max limit quota rate hashes crc md5 sha sha1 sha256 sha512 trace traceid span spanid
        request requestid correlation tx jobs port ports status state type types policy policies name names enabled
        disabled required verified bucket buckets email emails url uri path duration latency elapsed score rank flags
        flag attempts retries views visits hits hit misses
        """

    private static let neutral = """
        number numbers no nr nummer numero nmero numer num value values home work office main primary secondary
        personal private business emergency other raw national international formatted display current old new default
        first last alt alternative alternate backup prod dev test is was are the my your our his her their me us on
        under to with plain encrypted encoded base string header digits privat dienstlich geschaeftlich maison bureau
        casa trabajo ufficio thuis werk dom praca trabalho ist est es is lautet via per by or and
        """

    private static let version = """
        version versions chrome firefox safari
        """

    private static let birth = """
        birth birthday birthdate dob born geburtstag geburtsdatum geboren naissance nacimiento nascita geboorte
        geboortedatum urodzenia nascimento
        """
}
