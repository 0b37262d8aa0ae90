// Pure table: the words of the structural vocabulary, by topic. ``StructuralVocabulary`` reads it.

/// Words that are structure wherever they stand in a name, and pairs that are structure only together.
///
/// A word gets in when it says what a thing is and never whose it is. No word is a given name or a surname: the list
/// is compared with every name of every locale of Faker, with all given names and the 3,000 most frequent surnames of
/// the 1990 census of the United States (`scripts/check-vocabulary.sh`), so `page`, `price`, `key`, `max`, `date` and
/// `line` are missing here. What is lost by that comes back as a pair: `max_age` and `apiKey` cannot be people.
///
/// Adding or removing a word changes what the default policy does: raise ``StructuralVocabulary/version``.
enum StructuralWords {
    /// The words, one string of each topic, sorted inside it.
    static let topics = [
        accounts, personFields, identifiers, time, measures, places, commerce, health, messages, queues, stores,
        web, operations, schemas, frameworks, work, samples,
    ]

    /// Pairs of pieces, written with a `_` between them. A pair matches with any separator (`max-age`), with a hump
    /// (`maxAge`) and with nothing between its halves (`maxage`). Here are words with half a name in them, and words
    /// that are torn by their own capitals (`OAuth`, `IDs`).
    static let pairs = """
        accept_lang access_key account_age account_holder add_on add_ons added_date address_line age_group
        age_range allow_list api_key api_keys author_email author_id author_ids author_name author_url
        back_trace base_price begin_at begin_date begin_time bench_mark best_score best_time bill_amount bill_id
        bill_to bill_total birth_date black_list block_count block_hash block_height block_id block_list
        block_number block_size block_time blog_post blog_posts book_mark book_marks branch_id branch_ids
        branch_name brand_id brand_ids brand_name browser_lang bull_mq cache_key cache_keys cache_page
        cancel_reason card_holder carrier_code carrier_id carrier_name case_id case_ids case_no case_number
        case_status case_type chat_room chat_rooms check_list client_ua close_date close_time closed_date
        co_author comment_body comment_count comment_id comment_ids comment_text company_code company_id
        company_ids company_name company_size company_type created_date cron_job current_page custom_field
        custom_fields date_created date_format date_from date_joined date_modified date_of date_range date_time
        date_to date_updated deleted_date delivery_date delta_time deny_list dev_id dev_mode device_key
        dns_server doctor_id doctor_ids doctor_name dry_run due_date e_tag effective_date encrypted_key
        encryption_key end_date error_reason expiration_date expiry_date face_book failed_reason fee_amount
        fee_total field_id field_ids field_name field_names field_type field_value final_price first_date
        first_page fleet_id floor_id floor_number foreign_key form_field form_fields friend_count friend_id
        friend_ids friend_list friend_request friend_requests game_server gas_limit gas_price gas_used geo_code
        geo_data geo_hash geo_index geo_ip geo_json geo_location geo_point git_branch git_hub gross_amount
        gross_profit gross_total gross_weight handler_id handler_name hire_date holder_name home_page
        house_number i_ds i_os i_pad i_phone i_ps i_pv4 i_pv6 idempotency_key in_stock invoice_date is_read
        is_unique is_valid iso_date issue_key job_class job_count job_data job_id job_ids job_name job_queue
        job_run job_status job_type key_count key_id key_ids key_name key_prefix key_type key_val key_value
        key_values landing_page lang_code last_date last_page last_ping last_read last_run lat_lon lat_long
        late_fee license_key line_count line_item line_items line_number line_one line_total line_two linked_in
        list_id list_ids list_name list_type loan_amount loan_id loan_ids loan_type lock_key login_date mac_os
        mailing_list master_data master_id master_name max_age max_amount max_attempts max_connections max_count
        max_depth max_exceptions max_inactive max_items max_length max_limit max_results max_retries max_score
        max_size max_tokens max_tries max_value media_count media_id media_ids media_type media_url
        merchant_code merchant_id merchant_ids merchant_name meta_data meta_description meta_tags meta_title
        min_age min_amount min_count min_length min_score min_size min_value modified_date my_sql net_price
        next_page next_run o_auth order_date order_line org_id org_ids org_name org_type org_unit original_price
        page_count page_id page_ids page_index page_info page_limit page_num page_number page_size page_title
        page_token page_url page_view page_views parent_id parent_ids parent_key parent_name parent_type
        partition_key payer_email payer_id payer_name payment_date per_day per_hour per_ip per_minute per_month
        per_page per_request per_second per_user per_week ping_interval ping_time pipeline_run play_list
        poll_count poll_id poll_interval post_code post_count post_data post_gres post_id post_ids post_meta
        post_status post_title post_type post_url power_level power_state power_supply prev_page price_currency
        price_id price_range price_total primary_key private_key proc_id proc_name public_key publish_date
        published_date read_at read_by read_count read_only read_time reason_code regular_price release_date
        room_count room_id room_ids room_name room_number room_type routing_key run_at run_count run_id
        run_status run_time sale_price sales_channel sales_count sales_order sales_orders sales_rep sales_tax
        sales_total sec_ch secret_key server_error server_id server_info server_ip server_name server_port
        server_status server_time server_ts server_url server_version service_fee session_key shared_key
        ship_date signing_key smtp_server social_media sort_key spring_boot spring_cache spring_security
        spring_session stack_trace start_date status_reason stock_count stock_id stock_level stock_quantity
        stock_status story_count story_id story_ids street_address street_name street_no street_number sys_info
        sys_time tab_count tab_id tab_index tab_name task_meta taskset_meta top_up topic_id topic_ids topic_name
        total_pages total_price total_sales trace_id trace_ids trace_parent trace_state tracking_carrier
        unique_count unique_id unique_ids unique_jobs unique_key unique_users unique_visitors unit_price
        updated_date ur_ls user_age user_iban user_lang user_meta utc_date val_type valid_for valid_from
        valid_to valid_until ward_id ward_name watch_list web_hook web_socket wish_list x_api x_csrf x_forwarded
        x_real x_request x_requested x_user you_tube
        """

    /// Accounts, sessions and access.
    private static let accounts = """
        access accesses accesstoken account accounts acl acls activate activated activation admin administrator
        administrators admins allowlisted anonymous attempt attempts audience auth authenticate authenticated
        authentication authenticator authn authorization authorizations authorize authorized authz banlist
        banned bans bearer blocked blocking captcha challenge challenges changed claim claims client clientid
        clients companies confirm confirmation confirmations confirmed consent consented consents contact
        contacts credential credentials creds csrf customer customerid customers deactivate deactivated
        department departments dept device deviceid devices displayname employee employees employer exp
        fingerprint fingerprints granted grants group groupid groups guest guests handle hotp iat ident
        identifier identifiers identities identity idp invitation invitations invite invited invites iss issued
        issuer jti jwe jwk jwks jws jwt jwts lastip lastlogin lastseen ldap locked lockout lockouts logged
        loggedin login logincount logins logout logouts member members membership memberships mfa moderator
        moderators nbf newsletter nickname nonce nonces oauth1 oauth2 offline oidc onboarded onboarding online
        openid operator operators organization organizations orgs otp otps owner ownerid owners passcode passkey
        passkeys passwd password passwords people perm permission permissions perms persons pref preference
        preferences prefs presence principal principals privilege privileges profile profiles pwd recover
        recovery refresh refreshed refreshtoken register registered registration registrations remember reset
        resets revocation revocations revoke revoked role roles saml scope scopes secret secrets sess session
        sessionid sessions setting settings sids signature signatures signed signer signin signout signup
        signups sso staff status statuses sub subject subjects subscribed subscriber subscribers subscription
        subscriptions suspended suspension team teams tenant tenantid tenants token tokenid tokens totp trust
        trusted unlocked unsigned unverified user userdata useremail usergroup userid userids userinfo
        userlogins username usernames users verification verifications verified verifier verify visit visitor
        visitors visits webauthn whitelist xsrf
        """

    /// Fields that describe a person: their names, never their values.
    private static let personFields = """
        about addr address address1 address2 address3 addresses addrs ages alias aliases anonymized area areas
        avatar avatars bio biography birth birthday birthdays building ccpa cell cellphone child children cities
        city college counties countries country countrycode county cpf degree degrees dependent dependents
        display displayed district districts dni dob drivers driving education ein email emailaddress emails
        emergency employment ethnicity family fax first firstname full fullname gdpr gender genders given
        gravatar guardian height identification income initial initials jobs jobtitle landline langs language
        last lastname licence licences license licenses line1 line2 line3 lines linked links locale locales
        locality mail mailbox mailboxes mailer mailers mails middle middlename mobile mobilephone municipality
        name names national nationalities nationality occupation parents passport passports personal phone
        phonenumber phones photo photos picture pii plate plates postal postalcode prefix privacy private
        pronouns province provinces public region regions relation relations relationship relationships salaries
        salary school schools sex sms spouse ssn ssns state states street1 street2 streets suffix suite surname
        surnames tax taxable taxes taxid tel telecom telephone title titles town towns unit units university
        uris url vat vatid wages website weight weights zip zipcode zips
        """

    /// Identifiers, keys, parts of records, and the small words between others.
    private static let identifiers = """
        all and arg argon2 args argument arguments at attr attribute attributes attrs bcrypt be build builds by
        checksum checksums code codes col cols column columns crc crc32 digest digests eid element elements
        entities entity entries entry etags external false for foreign from gid gids guid guids has hash hashed
        hashes hmac id idx idxs index indexed indexer indexes indexing indices internal is item itemid items
        kwarg kwargs label labeled labels md5 no node nodeid nodes not nr null num number object objectid
        objects of oid oids on opt option options opts or other param parameter parameters params path pathname
        paths pbkdf2 pid pids pk primary prop properties property props record records ref reference references
        refid refs release released releases rev revision revisions rid route router routes routing row rowid
        rows salt salts scrypt secondary seq seqs sequence sequences serial sha1 sha2 sha256 sha512 should sku
        skus slug tag tagged tags tid to uid uids ulid ulids uuid uuids v0 v1 v2 v3 v4 v5 v6 version versioned
        versionid versions via void was with yes
        """

    /// Times, their units, and what happened then.
    private static let time = """
        accessed accessedat after ago appointment appointments archive archived archiver archives before began
        beginning begins calendar calendars closed closedat closes complete completed completedat completion
        create created createdat createdby creates creation creator creators cron current currently daily dates
        datetimes days deadline deadlines delete deleted deletedat deletedby deletes deletion deletions done
        downtime due duration durations earliest effective elapsed end ended endedat ending ends endtime epoch
        expiration expirations expire expireat expired expires expiresat expiresin expiring expiry finish
        finished finishedat freq frequencies frequency future gmt heartbeat heartbeats historical histories
        history hour hourly hours idle interval intervals invalid iso lastaccessed lastmodified later latest
        lifespan lifetime microsecond microseconds millis millisecond milliseconds mins minute minutes
        modification modifications modified modifiedat modify month monthly months ms msec nanos newest next now
        ns oldest once open opened opens overdue past period periodic periods pings pong prev previous quarter
        reads recent recently recents remind reminder reminders removal remove removed removes renew renewal
        renewed rfc rfc3339 rotate rotated rotation schedule scheduled scheduler schedulers schedules scheduling
        second seconds secs seen since start started startedat starting starts starttime startup tick ticks time
        timed timeout timeouts timer timers times timestamp timestamps timezone timezones timing timings ts ttl
        ttls tz unix unread until unused update updated updatedat updatedby updater updates updating uptime usec
        used utc validity visited week weekday weekdays weekend weekly window windows year years
        """

    /// Counters, limits, scores and units.
    private static let measures = """
        accuracy altitude amount amounts amt avg badge badges batch bin bit bits bucket buckets byte bytes
        change chunk click cm conversion count counted counter counters counts cursor cursors diff distance gb
        hit hits kb kg large lat latitude latitudes lats leaderboard leaderboards length lengths level levels
        like likes limit limiter limiters lng lngs longitude longitudes lons mb measure measurement medium
        metric metrics misses ml mm mode p50 p95 p99 pagination percentile percentiles point points polls pos
        position positions qty quantity quota quotas radius range rank ranking rankings rate ratelimit
        ratelimits rates rating ratio ratios rl rlflx samples score scoreboard scoreboards scored scoring size
        slice speed stat statistics stats step steps subtotal sum survey tb temp threshold thresholds throttle
        throttled throttling tier top total totals view viewer views volume vote voter voters votes width xl
        """

    /// Places, maps and travel.
    private static let places = """
        booking boundary checkout coord coords departure departures destination destinations etd flight geocoder
        geofence geofences geometry hotel location map mapper mapping maps near origin origins passenger
        passengers pickup pickups places polygon reservation reservations ride rides seat seats station ticket
        tickets tile travel trip trips vehicle venue venues zone zones
        """

    /// Shops, orders, payment and money.
    private static let commerce = """
        ach ask asset assets balance balances bank banking basket baskets bic bid bids billing budget buyer
        buyers card cardnumber cards carriers cart cartid carts cashback catalog catalogs category chargeback
        chargebacks collection collections compare comparison contract contracts cost coupon coupons credit
        creditcard credits crypto currency currencycode cvc cvv deals debit debits deliveries delivery deposit
        deposits discount discounts dispute disputes donation exchange exchangerate expense expenses favorite
        favorites fees first6 fx gift giftcard giftcards gifts holders ibans insurance interest inventory
        invoice journal last4 ledger loans margin market marketing marketplace merchants net offer offers order
        ordered orderid orders package packages packaging paid parcel pay payable payables payee payment
        paymentid payments payout payouts payroll plan policy premium pricing product productid products profit
        profits promo promos promotion promotions purchase purchases quote quotes receipt referer referral
        referrals referrer referrers refund refunded refunds return returns review reviewed reviewer sale seller
        settlement settlements shipment shipments shipped shipper shipping shipto shop shopping shops sold
        stocked store storefront stores supplier suppliers symbol symbols ticker tickers track tracked tracker
        tracking trade trader traders trades trading transaction transactionid transactions transfer trial
        trials tx txid txn txns txs unpaid upgrade upgraded variant vendor vendors voucher vouchers wallet
        warehouse wishlists withdrawal withdrawals
        """

    /// Health care: FHIR, HL7 and the code systems.
    private static let health = """
        admission admissions admit admitted allergies allergy bmi care chart charts clinic clinical clinics
        coding communication communications condition conditions consultation coverage cpt deceased diagnoses
        diagnosis diagnostic diagnostics dicom discharge discharged doctors ehr emr encounter encounters
        facilities facility health healthcare hl7 hospital hospitals icd icd10 icd9 imaging insured insurer lab
        laboratory labs loinc mbi medical medication medications medicine medicines mri mrn mrns npi observation
        observations patient patientid patients pharmacies pharmacy physician practitioner practitioners
        prescribed prescriber prescription prescriptions procedure procedures provider providers questionnaire
        refill refills resourcetype rxnorm snomed symptom symptoms therapies therapy treatment treatments triage
        vaccination vaccinations vaccine vaccines valueset vitals wards
        """

    /// Messages, feeds and media.
    private static let messages = """
        alert alerts article attachment attachments audio bcc blocks blog blogs board boards body broadcast
        callback cc channel channelid channels chat chats comments content contenttype draft drafts editor feed
        flag flagged flags follow followed follower followers following follows footer forward forwarded friends
        friendship friendships game games header headers match mention mentions message messageid messages
        moderation msg msgid msgs music notification notifications notified notifier notify player players
        playlists posted publish published publisher push reaction reactions received receiver receivers
        recipient recipients replied replies reply report reported reporter reporting reports seasons send
        sender senders sends sent series share shared shares show shows songs stream streamer streaming streams
        template templates text texts thread threadid threads timeline typing unsubscribe unsubscribed video
        voice webhooks
        """

    /// Queues, workers, streams and their states.
    private static let queues = """
        ack acked acknowledged acks active backlog backlogs broker bulk cancel canceled cancelled cluster
        consumed consumer consumers crashed deadletter deadletters debug debugger delay delayed delays dlq
        emitter enqueued error errorcode errored errormessage errors event eventid events eventtype exception
        exceptions failed failedat failure failures flow handled handlers inactive info infos input inputs lag
        leader leaders listener lock mutexes nack nacks orphaned output outputs paused payload payloads pel
        pending pipeline pipelines prioritized priority process processed processedat processedon processing
        processor produced producer producers pub pubsub queue ready repeat repeats replica replicas replication
        req request requested requestid requests res resp responded response result results resume retried
        retries retry retrycount rpc runner shard shards slot stacks stale stalled stopped succeeded success
        successes task taskid tasks taskset terminated traceback tracebacks tracer tracing trigger triggered
        unack unacked wait waiting waits warn warning wip work worker workerid workers workflow workflows
        working xgroup
        """

    /// Caches, databases, data types and encodings.
    private static let stores = """
        added aes apitoken array ascii async backup backups base64 binary bitmap bitmaps blob blobid bool
        boolean bools ca cache cached cacheid caches caching cert certificate character cipher cleanup cms
        compress compressed compression copy csv data database databases dataset datasets datasource datastore
        db dbid dbname dbsize decimal decode decoder dict dictionary double dump dynamodb elasticsearch
        embedding embeddings encode encoded encoder encoding encrypt encrypted encryption enum evicted eviction
        evictions export exported exporter exports fetch fetched fetcher filter filtered filters find finder
        fixture fixtures float float64 floats gcs get hex hll hs256 html html5 hyperloglog import imported
        importer imports increment increments insert inserted int int32 int64 integer invalidated join joined
        joins json keyring kms listing listings lists load loaded loader loading lookup memcached merge merged
        merger migrate migrated migration migrations mongo mongodb msgpack obj objs opensearch pdf php png
        postgresql proto protobuf protos pull queries query rabbitmq rds redis reload restored rs256 rsa s3 save
        saved schema schemas search seed select selected selection selector set snapshot sort sorted sorting
        split sql sqlite sset ssh ssl storage str string strings struct svg sync synced table tables tdigest tls
        tuple tuples uint64 uncompressed unicode union utf8 vector vset xml zset zsets
        """

    /// HTTP, networks, browsers, files and pages of a site.
    private static let web = """
        accepted action actions agent agents allowed android api apis atom backend background bandwidth banner
        browser button buttons canonical cdn chrome color colors component components connect connection
        contentlength controller cookie cookies cors cover csp css dark dashboard denied desktop dir directories
        directory dns docs document documentid documents domain download downloaded downloader edge endpoint
        expect favicon file filename filenames filepath files filesize filetype folder forbidden form forms
        fragment frontend galleries gallery gateway gateways graphql grpc host hosting hostname hostnames http
        http1 http3 https icon icons image images imei img interface interfaces ip ip4 ip6 ipaddr ipaddress
        javascript js latencies latency layout linux loadbalancer logo logos macaddress manifest menu method
        methods microservice mime mimetype modal msisdn nav navigation network networking networks os packet
        packets panel peerid permitted platform platforms popup port portal ports preview previews protocol
        protocols proxy redirect redirecturi render rendered renderer rest restful rss scss secure security
        service services sidebar sitemap socket socketio sse ssid style styles subdomain subdomains subnet
        subnets tablet tablets tabs tcp theme themes throughput thumbnail toolbar traffic unauthorized upload
        uploaded uploader upstream upstreams useragent widget widgets ws wss xff
        """

    /// Configuration, environments and operations.
    private static let operations = """
        activities activity advanced analysis analytics app appid application appname approval approvals
        approved approver apps assign assigned assignee assignees assignment assignments audit auditlog
        auditlogs auditor branches bundle cd check checked checker checkpoint checkpoints checks ci cmd cohort
        cohorts command commands commit conf config configs configuration configurations constraint container
        containers core cpu cpus custom customs daemon default defaults demo deploy deployed deployment
        deployments development disable disabled disk drive enable enabled enables engine enterprise env
        environment envs escalation escalations experiment experimental experiments ext extension extensions
        feature featureflag featureflags features framework func function functions gc git global globals gpu
        healthcheck healthy incident incidents insight insights instance instanceid instances issue kubernetes
        lambda lib libraries libs local log logger loggers logging loglevel logs lua machine macro macros
        maintenance mem memory module modules monitor monitored monitoring namespace namespaces observability
        outage outages override plugin plugins pod pods pr prod production project projects prs qa rejected
        remote repositories repository rollout rollouts rule rules sandbox script scripts segment segmentation
        segments setup stable stage stages staging standard system systems telemetry test tester testing tests
        toggle toggles unhealthy validate validated validation validator validators variation variations vm vms
        workspace workspaces
        """

    /// Schemas, documents, teaching and models.
    private static let schemas = """
        additional ads allof answered answers anyof auto automatic base bases choice class classes
        classification classifier classname completions course crm desc description descriptions detail details
        discriminator engaged enrollment enrollments erp example examples exclude excluded extended extra extras
        fbclid format formatter funnel gclid generic gpt graph graphs include included inference inline keyword
        kinds knowledge lead leads learning lesson lessons letter letters llm loss metas misc model models
        nested normal note notes nullable oneof operation operations ops optional pattern patterns pixel
        placement placements predict prediction predictions probability prompt prompts prospect prospects
        question rag raw readers readwrite reasons recommendation recommender regex regexp related remark
        requestbody required requirement requirements section sections semantic sentence similarity source
        sources special specific student students subtitle subtype suggested summaries summary target teacher
        teachers tensor tensors training transcript translate translation translations translator type typed
        typename types utmcampaign utmmedium utmsource vals value values word words write writer writers written
        """

    /// Frameworks and products, and what they write into key names.
    private static let frameworks = """
        absexp activejob airflow aj amazon apache apple argsrepr arq aspnet aspnetcore asynq attemptsmade auth0
        authtoken aws azure backends binding bindings bitbucket bucketed cachehit cachemiss celery chord chords
        chordunlock clientsecret cognito contrib correlation createdon creationtime decorators deserialize dest
        devicetoken devicetype discord django dkim dmarc dotnet dramatiq dst emailindex etas exc execute
        executed execution executions executor executors failedjobs fastapi fence fencing finishedon firebase
        flask frameworks gcp gitlab gmail google grafana haproxy horizon hubspot illuminate imap instagram
        ioredis isactive isadmin jid jids jira jsessionid keycloak kid kids kombu kwargsrepr laravel magento
        mailchimp mailgun mailto marker microsoft middleware middlewares mx nestjs nextauth nextjs nginx nodejs
        nuxt onboard paypal pc phantom phpredis phpsessid phpsession pop3 prometheus ratelimited redisson
        redistore redlock registries registry remaining remembertoken remoteaddr replyto reserved resque restart
        restarted restarts returnvalue rq salesforce scs sendgrid sendmail sentry serialize serialized
        serializer serializers ses sessionattr sessionattrs sessiondata sessionstore sessiontoken shopify
        sidekiq signing slack sldexp smtp sns spf sqs square src statuscode stripe supabase supervisor
        supervisors symfony telegram tiktok tomcat twilio twitter uniquejob updatedon upstash welcome whatsapp
        woocommerce wordpress wp yahoo zendesk
        """

    /// Places and things of work.
    private static let work = """
        agency applicant applicants applied attendee attendees books camera cameras candidate candidates
        checkbox checklists complaint complaints compliance csat desk dropdown energy equipment experience faq
        faqs feedback firmware fraud guide guides hardware headline headlines help hint hints homes interview
        interviews leave manager managers meter meters news office offices overview placeholder relay resolution
        resolutions resolve resolved resolver resumes risk risks rsvp screening sensor sensors signal signals
        skill skills software support supported suspicious switch switches todo todos tool tools tutorial
        tutorials unresolved utilities utility watchlists wiki
        """

    /// Other words seen at the beginning of keys.
    private static let samples = """
        alg b64 cbor digits empty gzip init java keywords live mutex new old out own queues resource scan ship
        soap typ uname unlock use warnings zlib
        """
}
