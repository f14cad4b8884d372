-- Roles and what they may do: the master that towns may tighten or widen with an order.
insert into identity.roles (role, role_class, names, sort_order) values
  ('citizen', 'citizen', '{"en":"Citizen","hi":"नागरिक","mr":"नागरिक (रहिवासी)"}', 1),
  ('kiosk-operator', 'staff', '{"en":"Kiosk operator","hi":"कियोस्क संचालक","mr":"किऑस्क चालक"}', 2),
  ('tax-assessor', 'staff', '{"en":"Tax assessor","hi":"कर निर्धारक","mr":"कर निर्धारक अधिकारी"}', 3),
  ('bill-collector', 'staff', '{"en":"Bill collector","hi":"बिल संग्राहक","mr":"बिल वसुलीकार"}', 4),
  ('town-planner', 'staff', '{"en":"Town planner","hi":"नगर निवेशक","mr":"नगर रचनाकार"}', 5),
  ('architect', 'citizen', '{"en":"Architect","hi":"वास्तुविद","mr":"वास्तुविशारद"}', 6),
  ('water-engineer', 'staff', '{"en":"Water engineer","hi":"जल अभियंता","mr":"पाणीपुरवठा अभियंता"}', 7),
  ('sanitation-supervisor', 'staff', '{"en":"Sanitation supervisor","hi":"स्वच्छता पर्यवेक्षक","mr":"स्वच्छता निरीक्षक"}', 8),
  ('grievance-officer', 'staff', '{"en":"Grievance officer","hi":"शिकायत अधिकारी","mr":"तक्रार निवारण अधिकारी"}', 9),
  ('commissioner', 'staff', '{"en":"Commissioner","hi":"आयुक्त","mr":"महापालिका आयुक्त"}', 10),
  ('state-administrator', 'staff', '{"en":"State administrator","hi":"राज्य प्रशासक","mr":"राज्य प्रशासन अधिकारी"}', 11),
  ('auditor', 'auditor', '{"en":"Auditor","hi":"लेखा परीक्षक","mr":"लेखापरीक्षक"}', 12);

insert into identity.permissions (permission, names) values
  ('people.read-private', '{"en":"See full names, mobiles and addresses of people","hi":"लोगों के पूरे नाम, मोबाइल और पते देखना","mr":"लोकांची पूर्ण नावे, मोबाइल व पत्ते पाहणे"}'),
  ('people.write', '{"en":"Add and correct people","hi":"लोगों को जोड़ना और सुधारना","mr":"लोकांची नोंद करणे व दुरुस्त करणे"}'),
  ('people.merge', '{"en":"Join two entries of one person","hi":"एक व्यक्ति की दो प्रविष्टियाँ मिलाना","mr":"एका व्यक्तीच्या दोन नोंदी एकत्र करणे"}'),
  ('parcels.write', '{"en":"Change parcels, buildings and addresses","hi":"भूखंड, भवन और पते बदलना","mr":"भूखंड, इमारती व पत्ते बदलणे"}'),
  ('parcels.record-ownership', '{"en":"Record owners and their shares","hi":"मालिक और उनके हिस्से दर्ज करना","mr":"मालक व त्यांचे हिस्से नोंदवणे"}'),
  ('parcels.restrict', '{"en":"Enter and lift court stays and other restrictions","hi":"रोक और अन्य प्रतिबंध दर्ज करना व हटाना","mr":"स्थगिती व इतर निर्बंध नोंदवणे व उठवणे"}'),
  ('parcels.place', '{"en":"Put a property into a ward by decision","hi":"निर्णय से संपत्ति को वार्ड में रखना","mr":"निर्णयाने मालमत्ता प्रभागात ठेवणे"}'),
  ('parcels.import', '{"en":"Load survey files","hi":"सर्वे की फ़ाइलें लोड करना","mr":"सर्वेक्षण फाइल भरणे"}'),
  ('parcels.transfer', '{"en":"Move an area to another town","hi":"क्षेत्र को दूसरे नगर में देना","mr":"क्षेत्र दुसऱ्या शहरात हलवणे"}'),
  ('parcels.search-mobile', '{"en":"Find properties by mobile number","hi":"मोबाइल नंबर से संपत्ति खोजना","mr":"मोबाइल क्रमांकाने मालमत्ता शोधणे"}'),
  ('identity.manage-users', '{"en":"Add staff and give roles","hi":"कर्मचारी जोड़ना और भूमिका देना","mr":"कर्मचारी जोडणे व भूमिका देणे"}'),
  ('identity.manage-posts', '{"en":"Fill and hand over posts","hi":"पद भरना और सौंपना","mr":"पदे भरणे व सोपवणे"}'),
  ('identity.manage-permissions', '{"en":"Change what roles may do","hi":"भूमिकाओं के अधिकार बदलना","mr":"भूमिकांचे अधिकार बदलणे"}'),
  ('identity.manage-towns', '{"en":"Add towns and record successions","hi":"नगर जोड़ना और उत्तराधिकार दर्ज करना","mr":"शहरे जोडणे व उत्तराधिकार नोंदवणे"}'),
  ('kernel.read-journal', '{"en":"Read the journal","hi":"जर्नल पढ़ना","mr":"नोंदवही वाचणे"}'),
  ('kernel.read-jobs', '{"en":"See background work and failures","hi":"पृष्ठभूमि कार्य और विफलताएँ देखना","mr":"पार्श्वभूमीतील कामे व अपयश पाहणे"}'),
  ('kernel.retry-jobs', '{"en":"Try failed work again","hi":"विफल कार्य फिर चलाना","mr":"अयशस्वी काम पुन्हा चालवणे"}');

insert into identity.role_permissions (role, permission)
select role, permission from (values
  ('tax-assessor', array['people.read-private', 'people.write', 'parcels.write', 'parcels.record-ownership', 'parcels.search-mobile']),
  ('bill-collector', array['people.read-private', 'parcels.search-mobile']),
  ('town-planner', array['people.read-private', 'parcels.write', 'parcels.place', 'parcels.import', 'parcels.restrict']),
  ('water-engineer', array['people.read-private', 'parcels.search-mobile']),
  ('grievance-officer', array['people.read-private', 'parcels.search-mobile']),
  ('commissioner', array['people.read-private', 'people.write', 'people.merge', 'parcels.write', 'parcels.record-ownership', 'parcels.restrict', 'parcels.place',
    'parcels.import', 'parcels.search-mobile', 'identity.manage-users', 'identity.manage-posts', 'identity.manage-permissions', 'kernel.read-journal', 'kernel.read-jobs']),
  ('state-administrator', array['identity.manage-users', 'identity.manage-posts', 'identity.manage-permissions', 'identity.manage-towns', 'parcels.transfer',
    'parcels.import', 'kernel.read-journal', 'kernel.read-jobs', 'kernel.retry-jobs']),
  ('auditor', array['people.read-private', 'kernel.read-journal', 'kernel.read-jobs', 'parcels.search-mobile'])
) as given (role, permissions), unnest(permissions) as permission;
