using static OpsWorker.Kubernetes.Tests.Masking.Corpus.Fake;

namespace OpsWorker.Kubernetes.Tests.Masking.Corpus.HeldOut;

/// <summary>The seventh set of ordinary text: log formats that no other set has, with their identifiers, digests and names.</summary>
internal static class SeventhLines
{
    public static IReadOnlyList<Func<Fake, string>> All { get; } =
    [
        // Load balancers, proxies and clouds.
        f =>
            $"https 2026-11-28T09:14:02.186641Z app/shop-alb/{f.Text(Hex, 16)} 10.0.3.{f.Number(2, 250)}:4021 10.0.1.9:80 "
            + "0.000 0.001 0.000 503 503 34 366 \"GET https://shop.test:443/cart HTTP/1.1\" \"curl/8.5\" "
            + "ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2",
        f => $"\"Root=1-{f.Text(Hex, 8)}-{f.Text(Hex, 24)}\" \"shop.test\" \"arn:aws:acm:eu-west-1:123456789012:certificate/{f.Uuid()}\" 1",
        f => $"2 123456789012 eni-{f.Text(Hex, 17)} 10.0.1.5 10.0.2.9 49152 5432 6 {f.Number(1, 99)} 4249 1764321242 1764321302 REJECT OK",
        f =>
            $"{f.Text(Hex, 64)} shop-logs [28/Nov/2026:09:14:02 +0000] 10.0.0.7 arn:aws:iam::123456789012:user/ops "
            + $"{f.Text(Upper + Digits, 16)} REST.GET.OBJECT key/report.csv \"GET /shop-logs/key/report.csv HTTP/1.1\" 403 "
            + "AccessDenied",
        f =>
            "{\"eventName\":\"AssumeRole\",\"eventSource\":\"sts.amazonaws.com\",\"errorCode\":\"AccessDenied\","
            + $"\"requestID\":\"{f.Uuid()}\"}}",
        f => $"{{\"eventName\":\"GetSecretValue\",\"requestParameters\":{{\"secretId\":\"shop/db\"}},\"eventID\":\"{f.Uuid()}\"}}",
        f =>
            $"{{\"userIdentity\":{{\"type\":\"AssumedRole\",\"principalId\":\"AROA{f.Text(Upper + Digits, 17)}:web\"}},"
            + "\"eventName\":\"Decrypt\"}",
        f =>
            $"2026-11-28\t09:14:02\tFRA56-P3\t2390\t10.0.0.8\tGET\td{f.Text(Lower + Digits, 13)}.cloudfront.net\t/"
            + "view.html\t200\t-\tcurl\t-\t-\tMiss",
        f => $"1.100000 2026-11-28T09:14:02Z Z{f.Text(Upper + Digits, 13)} shop.test A NXDOMAIN UDP FRA6 10.0.0.2 -",
        f =>
            "{\"protoPayload\":{\"methodName\":\"io.k8s.core.v1.secrets.get\",\"resourceName\":\"core/v1/namespaces/shop/"
            + $"secrets/db\"}},\"insertId\":\"{f.Text(Lower + Digits, 14)}\"}}",
        f =>
            $"{{\"operationName\":\"Microsoft.KeyVault/vaults/secrets/read\",\"correlationId\":\"{f.Uuid()}\","
            + "\"resultType\":\"Forbidden\"}",
        f =>
            "heroku[router]: at=error code=H12 desc=\"Request timeout\" method=GET path=\"/cart\" host=shop.test "
            + $"request_id={f.Uuid()} dyno=web.1",
        f => $"2026-11-28 09:14:02 10.0.0.4 GET /login.aspx ReturnUrl=%2fcart 443 - 10.0.0.9 Mozilla/5.0 401 1 1326 {f.Number(10, 99)}",
        f =>
            $"1764321242.{f.Text(Digits, 3)} {f.Number(10, 999)} 10.0.0.9 TCP_DENIED/407 4053 CONNECT registry.shop.test:443 - "
            + "HIER_NONE/- text/html",
        f =>
            $"172.16.0.{f.Number(2, 99)}:51400 [28/Nov/2026:09:14:02.655] fe_https~ be_api/<NOSRV> 0/-1/-1/-1/0 503 217 - - "
            + "SC-- 1/1/0/0/0 0/0 \"GET /\"",
        f =>
            $"[2026-11-28T09:14:02.000Z] \"- - -\" 0 UF,URX - \"-\" \"-\" \"delayed_connect_error:_111\" \"{f.Uuid()}\" "
            + "outbound|5432||db.shop",
        f =>
            "time=\"2026-11-28T09:14:02Z\" level=warning msg=\"Router uses a non-existent certificate resolver\" "
            + $"routerName=web-{f.Text(Hex, 20)}@kubernetes",
        f =>
            $"{{\"ts\":1764321242.1,\"uid\":\"C{f.Text(Alphanumeric, 17)}\",\"id.orig_h\":\"10.0.0.7\",\"id.resp_p\":443,"
            + "\"service\":\"ssl\"}",
        f =>
            $"{{\"event_type\":\"tls\",\"tls\":{{\"ja3\":{{\"hash\":\"{f.Text(Hex, 32)}\"}},\"sni\":\"api.shop.test\","
            + "\"version\":\"TLS 1.3\"}}",
        f =>
            $"{{\"event_type\":\"fileinfo\",\"fileinfo\":{{\"sha256\":\"{f.Text(Hex, 64)}\",\"md5\":\"{f.Text(Hex, 32)}\","
            + "\"size\":120}}",

        // Network and security devices.
        f => $"%ASA-6-302013: Built outbound TCP connection {f.Text(Digits, 7)} for outside:10.1.1.9/443 to inside:10.2.2.4/51022",
        _ => "%ASA-4-113019: Group = OPS, Username = bob, IP = 10.0.0.9, Session disconnected. Session Type: IKEv2, Duration: 0h:04m:33s",
        f =>
            "%SEC_LOGIN-5-LOGIN_SUCCESS: Login Success [user: ops] [Source: 10.0.0.9] [localport: 22] at 09:14:02 UTC Sat Nov "
            + $"{f.Number(10, 28)} 2026",
        f =>
            $"filterlog[{f.Text(Digits, 5)}]: 4,,,{f.Text("123456789", 10)},igb0,match,block,in,4,0x0,,64,0,0,DF,6,tcp,60,"
            + "10.0.0.9,10.0.0.1,51022,22,0,S",
        f =>
            "CEF:0|Palo Alto Networks|PAN-OS|11.1|end|TRAFFIC|1|rt=Nov 28 2026 09:14:02 src=10.0.0.9 dst=10.0.0.1 "
            + $"cn1={f.Text(Digits, 6)} act=deny",
        f => $"CEF:0|Vendor|IDS|1|100|Password brute force|7|suser=ops fileHash={f.Text(Hex, 32)} cs1Label=rule cs1=ssh-bruteforce",
        f => $"LEEF:2.0|IBM|QRadar|7.5|Auth|devTime=Nov 28 2026\tusrName=ops\tsrc=10.0.0.9\tidentHash={f.Text(Hex, 40)}\tsev=5",
        f => $"device=\"SFW\" log_id={f.Text(Digits, 12)} log_type=\"Firewall\" fw_rule_id=4 token_id=\"\" user_name=\"\" status=\"Deny\"",
        f => $"sshd[{f.Text(Digits, 5)}]: Accepted publickey for ops from 10.0.0.9 port 51022 ssh2: ED25519 SHA256:{f.Text(Base64, 43)}",
        f => $"sshd[{f.Text(Digits, 5)}]: Failed password for invalid user admin from 10.0.0.9 port {f.Number(2000, 60000)} ssh2",
        f => $"sshd[{f.Text(Digits, 5)}]: Received disconnect from 10.0.0.9: 14: No more user authentication methods available [preauth]",
        f =>
            $"audit: type=1400 audit(1764321242.{f.Text(Digits, 3)}:291): apparmor=\"DENIED\" operation=\"open\" "
            + "profile=\"docker-default\" name=\"/proc/keys\" pid=1 comm=\"java\"",
        f =>
            $"type=SYSCALL msg=audit(1764321242.{f.Text(Digits, 3)}:24287): arch=c000003e syscall=2 success=no exit=-13 "
            + $"a0={f.Text(Hex, 12)} items=1 ppid=2686 pid=3538 auid=1000 key=\"shadow-watch\"",
        f =>
            "type=CRYPTO_KEY_USER msg=audit(1764321242.1:5): pid=1 uid=0 msg='op=destroy kind=server "
            + $"fp=SHA256:{f.Text(Hex, 47)} direction=?'",
        _ => "type=USER_AUTH msg=audit(1764321242.1:6): pid=9 uid=0 msg='op=PAM:authentication grantors=pam_unix acct=\"ops\" res=failed'",
        f =>
            $"kernel: [{f.Text(Digits, 5)}.291] Out of memory: Killed process 4021 (java) total-vm:{f.Text(Digits, 7)}kB, "
            + "anon-rss:204800kB",
        f => $"kernel: EXT4-fs (nvme1n1): mounted filesystem {f.Uuid()} r/w with ordered data mode. Quota mode: none.",
        f =>
            "systemd[1]: "
            + $"var-lib-kubelet-pods-{f.Uuid()}-volumes-kubernetes.io\\x7eprojected-kube\\x2dapi\\x2daccess\\x2dk7z2p.mount: "
            + "Deactivated",
        f =>
            $"dhcpd[811]: DHCPACK on 10.0.0.{f.Number(2, 250)} to 52:54:00:{f.Text(Hex, 2)}:{f.Text(Hex, 2)}:{f.Text(Hex, 2)} "
            + "(node-3) via eth0",
        f =>
            $"named[411]: client @0x{f.Text(Hex, 12)} 10.0.0.9#{f.Number(2000, 60000)} (db.shop.test): query: db.shop.test IN "
            + "A +E(0)K (10.0.0.53)",
        _ =>
            "unbound[1:0] info: validation failure <shop.test. A IN>: key for validation shop.test. is marked as invalid "
            + "because of a previous",
        f => $"named[411]: managed-keys-zone: Key {f.Number(10000, 60000)} for zone . is now trusted (acceptance timer complete)",
        f =>
            $"charon: 12[IKE] received {f.Number(2, 20)} cert requests for an unknown ca, authentication of 'CN=gw' with "
            + "pre-shared key failed",
        _ => "charon: 07[CFG] selected proposal: IKE:AES_CBC_256/HMAC_SHA2_256_128/PRF_HMAC_SHA2_256/MODP_2048",
        f => $"openvpn[77]: TLS: Initial packet from [AF_INET]10.0.0.9:1194, sid={f.Text(Hex, 8)} {f.Text(Hex, 8)}",
        _ => "openvpn[77]: Outgoing Data Channel: Cipher 'AES-256-GCM' initialized with 256 bit key",
        f =>
            $"wg0: Handshake for peer {f.Number(1, 99)} (10.0.0.9:51820) did not complete after 5 seconds, retrying (try "
            + $"{f.Number(2, 9)})",

        // Mail and telephony.
        f => $"postfix/smtpd[{f.Text(Digits, 5)}]: warning: unknown[10.0.0.9]: SASL LOGIN authentication failed: UGFzc3dvcmQ6",
        f =>
            $"postfix/qmgr[811]: {f.Text(Hex, 10).ToUpperInvariant()}: from=<no-reply@shop.test>, size={f.Text(Digits, 4)}, "
            + "nrcpt=1 (queue active)",
        f =>
            $"2026-11-28 09:14:02 1{f.Text(Alphanumeric, 5)}-000{f.Text(Alphanumeric, 3)}-0K <= ops@shop.test H=mail U=app "
            + "P=esmtpsa X=TLS1.3 S=1200",
        f =>
            "dovecot: imap-login: Disconnected (auth failed, 3 attempts in 17 secs): user=<ops>, method=PLAIN, "
            + $"session=<{f.Text(Base64, 16)}>",
        f => $"opendkim[9]: {f.Text(Hex, 10).ToUpperInvariant()}: DKIM-Signature field added (s=mail2026, d=shop.test)",
        f => $"DKIM-Signature: v=1; a=rsa-sha256; d=shop.test; s=m; bh={f.Text(Base64, 43)}=; h=from:to; b={f.Text(Base64, 86)}==",
        f => $"mail2026._domainkey.shop.test TXT \"v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCB{f.Text(Base64, 120)}QAB\"",
        f =>
            "NOTICE[2211]: chan_pjsip.c: Request 'REGISTER' from '<sip:6001@pbx>' failed for '10.0.0.9:5060' (callid: "
            + $"{f.Text(Hex, 32)}) - No matching endpoint",
        f =>
            "kamailio[41]: ERROR: auth [api.c:179]: auth_check_response(): HA1 mismatch for user 6001, nonce expired (call "
            + $"{f.Text(Digits, 9)})",

        // Databases and queues.
        f =>
            $"2026/11/28 09:14:02.120 +00:00 [WARN] [expensivequery.go:145] [\"expensive query\"] [conn={f.Text(Digits, 9)}] "
            + $"[user=app] [digest={f.Text(Hex, 64)}] [sql=\"select * from token where id=?\"]",
        f =>
            $"[2026-11-28 09:14:02.120] [INFO] [region.rs:811] [\"split key\"] [region_id={f.Text(Digits, 4)}] "
            + $"[key=7480000000000000{f.Text(Hex, 20)}FF]",
        f =>
            $"I261128 09:14:02.120345 291 kv/kvserver/replica_command.go:447 [n1,split,s1,r{f.Number(10, 99)}/1:/Table/"
            + $"{f.Number(50, 99)}] initiating a split",
        f =>
            $"{f.Text(Digits, 2)} vttablet: Failed to execute query: Duplicate entry '{f.Text(Digits, 6)}' for key "
            + "'users.email_idx' (errno 1062)",
        f =>
            $"InnoDB: page {f.Number(1, 999)} log sequence number {f.Text(Digits, 11)} is in the future! Current system log "
            + "sequence number 9",
        f =>
            "2026-11-28T09:14:02.120Z 0 [System] [MY-015015] [Server] mysqld: Caching sha2 password 'auth_cache' with "
            + $"{f.Number(1, 90)} entries",
        f => $"2026-11-28T09:14:02Z {f.Number(2, 900)} [Note] Access denied for user 'app'@'10.0.0.9' (using password: YES)",
        _ => "2026-11-28 09:14:02 UTC [4021] app@shop FATAL:  password authentication failed for user \"app\"",
        f =>
            $"2026-11-28 09:14:02 UTC [4021] DETAIL:  Connection matched pg_hba.conf line {f.Number(90, 120)}: \"host all all "
            + "all scram-sha-256\"",
        f =>
            "2026-11-28 09:14:02 UTC [4021] ERROR:  duplicate key value violates unique constraint \"tokens_pkey\" Key "
            + $"(id)=({f.Text(Digits, 6)}) exists",
        f =>
            $"{f.Text(Digits, 4)}:X 28 Nov 2026 09:14:02.120 * Replica 10.0.0.9:6379 asks for synchronization, master id "
            + $"{f.Text(Hex, 40)}:1",
        _ => "1:M 28 Nov 2026 09:14:02.120 # WRONGPASS invalid username-password pair or user is disabled.",
        _ =>
            "{\"t\":{\"$date\":\"2026-11-28T09:14:02Z\"},\"s\":\"I\",\"c\":\"ACCESS\",\"id\":20249,"
            + "\"msg\":\"Authentication failed\",\"attr\":{\"mechanism\":\"SCRAM-SHA-256\",\"principalName\":\"app\","
            + "\"result\":\"AuthenticationFailed: SCRAM failed, storedKey mismatch\"}}",
        f =>
            $"INFO  [CompactionExecutor:{f.Number(2, 9)}] 2026-11-28 09:14:02,120 CompactionTask.java:251 - Compacted "
            + $"({f.Uuid()}) 4 sstables",
        f =>
            $"2026.11.28 09:14:02.120456 [ {f.Number(10, 99)} ] {{{f.Uuid()}}} <Error> TCPHandler: Code: 516. DB::Exception: "
            + "app: Authentication failed",
        f =>
            $"[info] 2026-11-28 msg: client_connected, clientid: emqx_{f.Text(Alphanumeric, 16)}, username: undefined, "
            + "peername: 10.0.0.9:51022",
        f =>
            $"2026-11-28 09:14:02.120 [info] <0.{f.Number(200, 999)}.0> connection <0.811.0> (10.0.0.9:51022 -> "
            + "10.0.0.1:5672): user 'app' authenticated",
        f =>
            $"WARN  [broker-topic-workers-OrderedExecutor-1-0] Published message-id {f.Number(10, 99)}:{f.Number(1, 99)} "
            + "token-bucket rate exceeded",
        f =>
            $"[2026-11-28 09:14:02,120] INFO [GroupCoordinator 1]: Member consumer-1-{f.Uuid()} in group shop has left "
            + "(kafka.coordinator.group)",
        _ =>
            "[2026-11-28 09:14:02,120] WARN Unexpected error from /10.0.0.9; closing: SaslAuthenticationException: invalid "
            + "credentials with SASL mechanism",
        f =>
            $"[4021] 2026/11/28 09:14:02.120 [ERR] 10.0.0.9:51022 - cid:{f.Number(10, 99)} - authentication error - User "
            + "\"app\" nkey mismatch",
        f =>
            "{\"level\":\"warn\",\"caller\":\"etcdserver/util.go:170\",\"msg\":\"apply request took too long\","
            + $"\"took\":\"{f.Number(101, 900)}ms\",\"prefix\":\"read-only range \",\"request\":\"key:\\\"/registry/secrets/shop/"
            + "db\\\" \",\"response\":\"range_response_count:1\"}",
        f =>
            $"{{\"level\":\"info\",\"msg\":\"slow fdatasync\",\"took\":\"1.2s\",\"local-member-id\":\"{f.Text(Hex, 16)}\","
            + $"\"cluster-id\":\"{f.Text(Hex, 16)}\"}}",

        // Collections of logs for research: HDFS, BGL, Spark, OpenStack, Android, macOS, Windows.
        f => $"081109 203615 148 INFO dfs.DataNode$PacketResponder: PacketResponder 1 for block blk_{f.Text("123456789", 18)} terminating",
        f =>
            $"- 1117838570 2026.11.28 R02-M1-N0-C:J12-U11 2026-11-28-15.42.50.{f.Text(Digits, 6)} RAS KERNEL INFO instruction "
            + "cache parity error",
        f =>
            $"nova-compute.log 2026-11-28 09:14:02.120 2931 INFO nova.virt.libvirt.imagecache [req-{f.Uuid()} - - - - -] image "
            + $"{f.Uuid()} at (/var/lib/nova/instances/_base/{f.Text(Hex, 40)}): checking",
        f =>
            $"keystone.log WARNING keystone.common.wsgi [req-{f.Uuid()} - - - - -] Authorization failed. The request you have "
            + "made requires authentication.",
        f =>
            "11-28 09:14:02.120  1702  2395 D WindowManager: printFreezingDisplayLogsopening app wtoken = "
            + $"AppWindowToken{{{f.Text(Hex, 7)} token=Token}}",
        f => $"11-28 09:14:02.120  1702  2395 I KeyStoreService: generateKey alias=USRPKEY_shop uid={f.Number(1000, 9999)} -> NO_ERROR",
        f =>
            $"Nov 28 09:14:02 mac com.apple.xpc.launchd[1] (com.apple.mdworker.shared.{f.Text(Hex, 8).ToUpperInvariant()}): "
            + "Service exited due to SIGKILL",
        f => $"2026-11-28 09:14:02, Info CBS SQM: Warning: Failed to upload all unsent reports. [HRESULT = 0x{f.Text(Hex, 8)} - E_FAIL]",
        f =>
            "EventID=4625 An account failed to log on. LogonType=3 Status=0xC000006D SubStatus=0xC000006A Logon ID: "
            + $"0x{f.Text(Hex, 6).ToUpperInvariant()}",
        _ =>
            "EventID=4768 A Kerberos authentication ticket (TGT) was requested. Ticket Encryption Type: 0x12 "
            + "Pre-Authentication Type: 2 Ticket Hash: -",
        f =>
            $"17/06/09 20:10:40 INFO executor.Executor: Running task {f.Number(1, 90)}.0 in stage 0.0 (TID {f.Number(1, 999)}),"
            + " token kinds: []",
        _ =>
            "INFO yarn.ApplicationMaster: Prepared Local resources Map(__spark_conf__ -> resource { scheme: \"hdfs\" port: "
            + "8020 file: \"/u/.sparkStaging\" })",
        f =>
            "2026-11-28 09:14:02,120 - INFO  [WorkerReceiver[myid=1]:FastLeaderElection@600] - Notification: 2 (n.leader), "
            + $"0x{f.Text(Hex, 9)} (n.zxid)",
        f => $"mod_jk child workerEnv in error state {f.Number(1, 9)}; jk2_init() Found child {f.Text(Digits, 4)} in scoreboard slot 9",

        // Operators and controllers.
        _ =>
            "{\"level\":\"error\",\"ts\":\"2026-11-28T09:14:02Z\",\"logger\":\"scale_handler\",\"msg\":\"error getting "
            + "metric for trigger\",\"scaledObject.Name\":\"web\",\"error\":\"triggerAuthentication 'rabbit-auth' not found\"}",
        f =>
            "{\"level\":\"INFO\",\"logger\":\"controller.provisioner\",\"message\":\"found provisionable pod(s)\","
            + $"\"commit\":\"{f.Text(Hex, 7)}\",\"nodeclaim\":\"default-{f.Text(Lower + Digits, 5)}\"}}",
        f =>
            $"level=info msg=\"Identity allocated\" identity={f.Number(10000, 60000)} identityLabels=\"k8s:app=web\" "
            + $"subsys=endpoint endpointID={f.Number(1, 4000)}",
        f =>
            $"level=warning msg=\"Key allocation attempt failed\" attempt={f.Number(2, 9)} error=\"slave key creation failed "
            + "'cilium/state/identities/v1'\"",
        f =>
            "time=\"2026-11-28T09:14:02Z\" level=warning msg=\"Failed to sync Longhorn volume longhorn-system/"
            + $"pvc-{f.Uuid()}\" controller=longhorn-volume node=n3",
        f =>
            "time=\"2026-11-28T09:14:02Z\" level=info msg=\"Comparing app state (cluster: https://kubernetes.default.svc, "
            + $"namespace: shop)\" revision={f.Text(Hex, 40)}",
        f =>
            $"{{\"level\":\"info\",\"msg\":\"artifact up-to-date with remote revision: 'main@sha1:{f.Text(Hex, 40)}'\","
            + "\"controller\":\"gitrepository\"}",
        f =>
            $"{{\"level\":\"info\",\"msg\":\"stored artifact for revision 'latest@sha256:{f.Text(Hex, 64)}'\","
            + $"\"reconcileID\":\"{f.Uuid()}\"}}",
        f =>
            "E1128 09:14:02.1 1 controller.go:104] \"certificate request has not been approved yet, skipping\" "
            + $"logger=\"cert-manager\" resource_name=\"web-{f.Number(1, 9)}\"",
        f => $"I1128 09:14:02.1 1 acme.go:233] \"waiting for key: shop.test/acme-challenge {f.Number(1, 9)} attempts\" type=\"HTTP-01\"",
        _ =>
            "time=\"2026-11-28T09:14:02Z\" level=error msg=\"failed to list secrets: secrets is forbidden: User "
            + "\\\"system:serviceaccount:shop:eso\\\"\"",
        f =>
            $"{{\"level\":\"info\",\"ts\":{f.Text("123456789", 10)}.1,\"msg\":\"Updating SealedSecret\",\"key\":\"shop/db\","
            + "\"sealed\":\"v2\"}",
        f => $"W1128 09:14:02.{f.Text(Digits, 6)} 1 reflector.go:547] failed to list *v1.Secret: Unauthorized",
        f =>
            $"E1128 09:14:02.{f.Text(Digits, 6)} 1 authentication.go:73] \"Unable to authenticate the request\" err=\"[invalid "
            + "bearer token, token has expired]\"",
        f =>
            $"I1128 09:14:02.{f.Text(Digits, 6)} 1 csr.go:262] certificate signing request csr-{f.Text(Lower + Digits, 5)} is "
            + "approved, waiting to be issued",
        f =>
            $"time=\"2026-11-28T09:14:02.1Z\" level=info msg=\"CreateContainer within sandbox \\\"{f.Text(Hex, 64)}\\\" for "
            + "container &ContainerMetadata{Name:web,Attempt:4,}\"",
        f => $"cri-o[811]: time=\"2026-11-28 09:14:02\" level=info msg=\"Removed container {f.Text(Hex, 64)}: shop/web/web\" id={f.Uuid()}",
        f => $"{{\"id\":\"{f.Text(Hex, 64)}\",\"parent\":\"{f.Text(Hex, 64)}\",\"created\":\"2026-11-28T09:14:02Z\",\"throwaway\":true}}",
        f =>
            "[WARNING] plugin/kubernetes: Kubernetes API connection failure: Get \"https://10.96.0.1:443/api?timeout=32s\": "
            + $"dial tcp: i/o timeout ({f.Number(1, 99)})",
        f =>
            "ztunnel {\"direction\":\"outbound\",\"src.identity\":\"spiffe://cluster.local/ns/shop/sa/web\","
            + $"\"trace_id\":\"{f.Text(Hex, 32)}\"}}",
        f => $"[INFO] Workload cert generated latency={f.Number(10, 99)}ms ttl=23h59m59s resourceName=ROOTCA hash={f.Text(Hex, 64)}",
        _ =>
            "kyverno: policy disallow-secrets-from-env-vars/secrets-not-from-env-vars fail: validation error: secrets must "
            + "not come from env",
        f => $"gatekeeper: denied by K8sRequiredLabels: you must provide labels: {{\"token-owner\"}}; uid={f.Uuid()}",
        f => $"falco: Notice Sensitive file opened (file=/etc/shadow user=root command=cat container_id={f.Text(Hex, 12)} image=shop/web)",
        f => $"trivy: shop/web (debian 12.{f.Number(1, 9)}) Total: 4 (HIGH: 3) CVE-2026-{f.Number(10000, 59999)} libssl3 3.0.11-1~deb12u2",
        f =>
            $"velero: backup shop-{f.Text(Digits, 14)} completed; secrets: 12, configmaps: {f.Number(3, 40)}, uploader kopia "
            + $"snapshot {f.Text(Hex, 32)}",

        // Frameworks and runtimes.
        f => $"INFO:     10.0.0.9:{f.Number(2000, 60000)} - \"POST /oauth/token HTTP/1.1\" 422 Unprocessable Entity",
        f => $"[{f.Text(Digits, 5)}] * Listening on http://0.0.0.0:3000 (puma 6.4, ruby 3.3.0p0 rev {f.Text(Hex, 10)})",
        _ => "Started POST \"/sessions\" for 10.0.0.9; Parameters: {\"authenticity_token\"=>\"[FILTERED]\", \"password\"=>\"[FILTERED]\"}",
        f => $"[{f.Uuid()}] Can't verify CSRF token authenticity. Completed 422 Unprocessable Entity in {f.Number(2, 90)}ms",
        f => $"celery.worker.strategy: Task shop.tasks.refresh_token[{f.Uuid()}] received",
        f =>
            "TypeError: Cannot read properties of undefined (reading 'accessToken') at /app/dist/"
            + $"auth-{f.Text(Alphanumeric, 8)}.js:1:{f.Number(100, 9999)}",
        f => $"KeyError: 'password' File \"/app/settings.py\", line {f.Number(10, 400)}, in load",
        f =>
            $"java.lang.IllegalStateException: no secretKey configured for signer kid={f.Number(1, 9)} at "
            + $"com.shop.TokenService.sign(TokenService.java:{f.Number(10, 400)})",
        _ =>
            "Caused by: javax.crypto.BadPaddingException: Given final block not properly padded. Such issues can arise if a "
            + "bad key is used",
        f =>
            "Microsoft.AspNetCore.Authentication.JwtBearer: IDX10223: Lifetime validation failed. The token is expired. "
            + $"ValidTo: '11/28/2026', kid: '{f.Text(Hex, 40)}'",
        f =>
            "IDX10503: Signature validation failed. Keys tried: 'Microsoft.IdentityModel.Tokens.X509SecurityKey, KeyId: "
            + $"'{f.Text(Hex, 40).ToUpperInvariant()}''",
        f =>
            "panic: runtime error: invalid memory address [signal SIGSEGV: segmentation violation code=0x1 addr=0x0 "
            + $"pc=0x{f.Text(Hex, 7)}]",
        f =>
            $"thread 'tokio-runtime-worker' panicked at src/auth/token.rs:{f.Number(10, 400)}:14: called `Option::unwrap()` on "
            + "a `None` value",
        f => $"Rails cache: Read fragment views/carts/show:{f.Text(Hex, 32)}/carts/{f.Text(Digits, 5)} ({f.Number(1, 9)}.2ms)",
        f => $"webpack compiled: asset main.{f.Text(Hex, 20)}.js 182 KiB [emitted] [immutable] [minimized] (name: main)",
        f => $"npm WARN integrity sha512-{f.Text(Base64, 86)}== integrity checksum failed when using sha512",
        f => $"go: verifying github.com/spf13/cobra@v1.8.0: checksum mismatch downloaded: h1:{f.Text(Base64, 43)}=",
        f => $"pip: Collecting flask==3.0.0 --hash=sha256:{f.Text(Hex, 64)}",
        f => $"bazel: INFO: Invocation ID: {f.Uuid()} remote cache hit {f.Number(10, 90)}%",
        f =>
            "terraform: aws_secretsmanager_secret.db: Refreshing state... "
            + $"[id=arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/db-{f.Text(Alphanumeric, 6)}]",
        f => $"ansible: TASK [vault : rotate root token] ok: [node-{f.Number(1, 9)}] => changed=false",
        f =>
            $"puppet: (/Stage[main]/Shop/File[/etc/shop/secret.conf]/content) content changed '{{md5}}{f.Text(Hex, 32)}' to "
            + $"'{{md5}}{f.Text(Hex, 32)}'",
        f => $"chef: file[/etc/keys] update content in file from {f.Text(Hex, 6)} to {f.Text(Hex, 6)}",
        f => $"jenkins: Started by user ops; Obtained Jenkinsfile from {f.Text(Hex, 40)}; using credential shop-deploy-key",
        f =>
            $"gitlab-runner: Job succeeded duration_s={f.Number(10, 900)}.1 job={f.Text(Digits, 6)} project=7 "
            + $"runner=t1_{f.Text(Alphanumeric, 6)}",
        f => $"drone: {f.Text(Hex, 40)} clone step: using netrc machine git.shop.test",

        // Observability data.
        f => $"http_server_duration_seconds_bucket{{route=\"/api/token\",le=\"0.5\",exemplar=\"{f.Text(Hex, 32)}\"}} {f.Number(10, 900)}",
        f => $"vault_token_count_by_ttl{{creation_ttl=\"1h\",namespace=\"root\"}} {f.Number(10, 900)}",
        f => $"apiserver_storage_objects{{resource=\"secrets\"}} {f.Number(10, 900)}",
        f => $"statsd: shop.auth.token_refresh.count:{f.Number(1, 90)}|c|#env:prod,version:{f.Text(Hex, 7)}",
        f => $"traceparent: 00-{f.Text(Hex, 32)}-{f.Text(Hex, 16)}-01",
        f => $"X-Amzn-Trace-Id: Self=1-{f.Text(Hex, 8)}-{f.Text(Hex, 24)};Root=1-{f.Text(Hex, 8)}-{f.Text(Hex, 24)}",
        f => $"x-datadog-trace-id: {f.Text("123456789", 19)} x-datadog-sampling-priority: 1",
        f => $"uber-trace-id: {f.Text(Hex, 16)}:{f.Text(Hex, 16)}:0:1 b3: {f.Text(Hex, 32)}-{f.Text(Hex, 16)}-1",
        f => $"ETag: W/\"{f.Text(Hex, 32)}\" Last-Modified: Sat, 28 Nov 2026 09:14:02 GMT",
        f => $"Sec-WebSocket-Accept: {f.Text(Base64, 27)}= Upgrade: websocket",
        f => $"Public-Key-Pins: pin-sha256=\"{f.Text(Base64, 43)}=\"; max-age=5184000",
        f => $"Content-Security-Policy: script-src 'nonce-{f.Text(Base64, 22)}' 'sha256-{f.Text(Base64, 43)}='",
        f => $"tls: peer certificate serial {f.Text(Hex, 32)} fingerprint SHA1={f.Text(Hex, 40).ToUpperInvariant()} not after 2027-01-01",
        f => $"Subject Public Key Info: id-ecPublicKey pub: 04:{f.Text(Hex, 2)}:{f.Text(Hex, 2)}:{f.Text(Hex, 2)} ASN1 OID: prime256v1",
        f => $"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{f.Text(Base64, 43)} ops@bastion",
        f => $"container digest mismatch: expected sha256:{f.Text(Hex, 64)}, got sha256:{f.Text(Hex, 64)}",

        // Events and sentences.
        _ =>
            "MountVolume.SetUp failed for volume \"secrets-store\" : rpc error: code = Unknown desc = failed to mount secrets "
            + "store objects",
        f => $"Failed to pull image \"registry.shop.test/web:{f.Text(Hex, 40)}\": unauthorized: authentication required",
        f => $"Error: couldn't find key DB_PASSWORD in Secret shop/db-{f.Text(Lower + Digits, 10)}",
        f => $"Error: secret \"web-token-{f.Text(Lower + Digits, 5)}\" not found",
        f => $"Readiness probe failed: HTTP probe failed with statuscode: 401 (no token in request) {f.Number(1, 9)} times",
        f => $"Issuing certificate as Secret was previously issued by Issuer.cert-manager.io/ca, revision {f.Number(1, 90)}",
        f => $"SecretSyncedError: could not get secret data from provider, key shop/db version {f.Number(1, 90)}",
        f => $"token review took {f.Number(1, 9)}.2s; password hash upgraded to argon2id for 3 users",
        f => $"rotating 4 signing keys, oldest kid 2026-11-{f.Number(10, 28)} retires in 24h",
        f => $"secret rotation skipped: next window opens at 02:00, lease {f.Number(100, 900)} seconds left",
        f => $"passwords must have at least {f.Number(8, 16)} characters, one digit and one symbol",
        f => $"auth: user ops has no second factor; asked for a code at 09:14:{f.Number(10, 59)}",
        f => $"the API key of tenant {f.Number(10, 99)} is not allowed to read invoices",
        f => $"credential provider plugin ecr-credential-provider exited with {f.Number(1, 9)}",
        f => $"pass: 41, fail: {f.Number(1, 9)}, skip: 2, total: 44",
        f => $"first pass: {f.Number(100, 900)} objects, second pass: 12 objects",
        f => $"access: read-write, auth: required, token: optional, secret: none, attempt {f.Number(1, 9)}",
    ];

    public static IReadOnlyList<(string Name, Func<Fake, string> Draw)> Pairs { get; } =
    [
        ("AUTH_MODE", _ => "oauth2-proxy"),
        ("AUTH_TIMEOUT_MS", f => $"{f.Number(100, 9000)}"),
        ("CREDENTIALS_PROVIDER", _ => "software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider"),
        ("AWS_WEB_IDENTITY_TOKEN_FILE", _ => "/var/run/secrets/eks.amazonaws.com/serviceaccount/token"),
        ("GOOGLE_APPLICATION_CREDENTIALS", _ => "/etc/gcp/sa.json"),
        ("PASSWORD_MIN_LENGTH", _ => "12"),
        ("PASSWORD_ENCODER", _ => "bcrypt"),
        ("PASS_THROUGH_HEADERS", _ => "x-request-id,x-b3-traceid"),
        ("COMPASS_URL", _ => "http://compass:8080"),
        ("BYPASS_CACHE", _ => "false"),
        ("KEYCLOAK_REALM", _ => "shop"),
        ("KEY_PREFIX", _ => "shop:cart:"),
        ("PARTITION_KEY", _ => "customer_id"),
        ("PUBLIC_KEY_URL", _ => "https://idp.shop.test/.well-known/jwks.json"),
        ("VERIFICATION_KEY_PATH", _ => "/etc/keys/jwt.pub"),
        ("MONKEY_PATCH", _ => "gevent"),
        ("TURKEY_REGION", _ => "eu-south-2"),
        ("SECRET_STORE_REF", _ => "vault-backend"),
        ("SECRET_REFRESH_POLICY", _ => "Periodic"),
        ("EXTERNAL_SECRET_VERSION", f => $"v1beta{f.Number(1, 3)}"),
        ("TOKEN_BUCKET_SIZE", f => $"{f.Number(100, 9000)}"),
        ("MAX_TOKENS", f => $"{f.Number(100, 9000)}"),
        ("TOKENIZER_MODEL", _ => "sentencepiece-bpe-32k"),
        ("GIT_COMMIT", f => f.Text(Hex, 40)),
        ("BUILD_ID", f => f.Uuid()),
        ("IMAGE_DIGEST", f => "sha256:" + f.Text(Hex, 64)),
        ("CHECKSUM_SECRET", f => f.Text(Hex, 64)),
        ("checksum/secrets", f => f.Text(Hex, 64)),
        ("reloader.stakater.com/last-reloaded-from", _ => "{\"type\":\"SECRET\",\"name\":\"db\",\"namespace\":\"shop\"}"),
        ("vault.hashicorp.com/agent-inject-secret-db", _ => "database/creds/shop"),
        ("vault.hashicorp.com/agent-inject-token", _ => "true"),
        ("eks.amazonaws.com/token-expiration", _ => "86400"),
        ("iam.gke.io/gcp-service-account", _ => "web@shop.iam.gserviceaccount.com"),
        ("cert-manager.io/private-key-algorithm", _ => "ECDSA"),
        ("nginx.ingress.kubernetes.io/auth-secret", _ => "basic-auth"),
        ("SESSION_COOKIE_NAME", _ => "shop_sid"),
        ("CSRF_HEADER", _ => "X-CSRF-Token"),
        ("OIDC_CLIENT_ID", _ => "shop-web"),
        ("STRIPE_PUBLISHABLE_KEY_NAME", _ => "stripe-public"),
        ("SENTRY_RELEASE", f => "shop@" + f.Text(Hex, 40)),
    ];
}
