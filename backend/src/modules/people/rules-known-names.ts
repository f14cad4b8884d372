/** Frequent names of central India and Maharashtra with their usual spelling in both scripts. Data for showing a name in the other script: "Latin Devanagari", parted by commas. */

export const knownMaleNames = `
Ajay अजय, Alok आलोक, Amit अमित, Anil अनिल, Arvind अरविंद, Ashish आशीष, Ashok अशोक, Aslam असलम, Avinash अविनाश,
Babulal बाबूलाल, Badri बद्री, Balram बलराम, Balvinder बलविंदर, Banwari बनवारी, Bhagirath भगीरथ, Bhagwan भगवान,
Bharat भरत, Bihari बिहारी, Chandrakant चंद्रकांत, Darshan दर्शन, Dattatray दत्तात्रय, Deepak दीपक, Devraj देवराज,
Dhananjay धनंजय, Dharmendra धर्मेंद्र, Dinesh दिनेश, Eknath एकनाथ, Ganesh गणेश, Gaurav गौरव, Ghanshyam घनश्याम,
Girdhari गिरधारी, Gulshan गुलशन, Gurpreet गुरप्रीत, Gyanchand ज्ञानचंद, Hanuman हनुमान, Harjeet हरजीत, Hemant
हेमंत, Hiralal हीरालाल, Iqbal इकबाल, Ishwar ईश्वर, Jagannath जगन्नाथ, Jagdish जगदीश, Jaideep जयदीप, Jaiprakash
जयप्रकाश, Jaswant जसवंत, Jhabbu झब्बू, Jitendra जितेन्द्र, Joseph जोसेफ, Kailash कैलाश, Kallu कल्लू, Kanhaiya
कन्हैया, Kapil कपिल, Khemchand खेमचंद, Kuldeep कुलदीप, Lakhan लखन, Laxman लक्ष्मण, Manish मनीष, Manjeet मनजीत,
Manoj मनोज, Mithilesh मिथिलेश, Mohammad मोहम्मद, Mukesh मुकेश, Munna मुन्ना, Nandkishor नंदकिशोर, Naresh नरेश,
Neeraj नीरज, Nikhil निखिल, Nitish नीतीश, Omkar ओंकार, Pandurang पांडुरंग, Pradeep प्रदीप, Prakash प्रकाश, Pramod
प्रमोद, Rafiq रफीक, Rakesh राकेश, Ramesh रमेश, Ramu रामू, Ranveer रणवीर, Santosh संतोष, Shailendra शैलेन्द्र,
Shatrughan शत्रुघ्न, Shivram शिवराम, Sitaram सीताराम, Sooraj सूरज, Sudhir सुधीर, Suresh सुरेश, Sushil सुशील, Thomas
थॉमस, Trilok त्रिलोक, Tukaram तुकाराम, Uday उदय, Umesh उमेश, Vasant वसंत, Vinod विनोद, Virendra वीरेन्द्र, Vitthal
विठ्ठल, Vivek विवेक, Wasim वसीम, Yashwant यशवंत, Yusuf यूसुफ
`

export const knownFemaleNames = `
Anita अनीता, Anjana अंजना, Anju अंजू, Babita बबीता, Bhagwati भगवती, Bhakti भक्ति, Bhanu भानु, Bharti भारती,
Bhuvaneshwari भुवनेश्वरी, Chameli चमेली, Chandraprabha चंद्रप्रभा, Deeksha दीक्षा, Deepali दीपाली, Draupadi
द्रौपदी, Durga दुर्गा, Fatima फातिमा, Gayatri गायत्री, Gita गीता, Godavari गोदावरी, Harpreet हरप्रीत, Jaya जया,
Jyoti ज्योति, Kaikeyi कैकेयी, Kamakshi कामाक्षी, Kamini कामिनी, Kanchan कंचन, Karuna करुणा, Kaveri कावेरी, Kumud
कुमुद, Kunti कुंती, Maya माया, Meenakshi मीनाक्षी, Meera मीरा, Mukti मुक्ति, Mumtaz मुमताज, Namrata नम्रता, Nandini
नंदिनी, Narmada नर्मदा, Nasreen नसरीन, Nirmala निर्मला, Nisha निशा, Noorjahan नूरजहाँ, Padmini पद्मिनी, Phoolwati
फूलवती, Pooja पूजा, Radha राधा, Rajeshwari राजेश्वरी, Rekha रेखा, Renu रेणु, Revati रेवती, Rohini रोहिणी, Rukhsana
रुखसाना, Rukmini रुक्मिणी, Sakshi साक्षी, Salma सलमा, Sangeeta संगीता, Sapna सपना, Saraswati सरस्वती, Savitri
सावित्री, Shakti शक्ति, Shakuntala शकुंतला, Shalini शालिनी, Shikha शिखा, Shobha शोभा, Shraddha श्रद्धा, Shriya
श्रिया, Simran सिमरन, Smriti स्मृति, Sonali सोनाली, Sunita सुनीता, Tejaswini तेजस्विनी, Urmila उर्मिला, Usha उषा,
Vaishali वैशाली, Yashoda यशोदा, Zubeda जुबेदा
`

export const knownSurnames = `
Acharya आचार्य, Agrawal अग्रवाल, Ansari अंसारी, Arora अरोड़ा, Baghel बघेल, Banerjee बनर्जी, Bharadwaj भारद्वाज,
Bhil भील, Bhosale भोसले, Bose बोस, Bundela बुंदेला, Chaturvedi चतुर्वेदी, Chaubey चौबे, Chawla चावला, Choudhary
चौधरी, Das दास, Deshpande देशपांडे, Dewangan देवांगन, Dhillon ढिल्लों, Dhurve धुर्वे, Dsouza डिसूजा, Ekka एक्का,
Fernandes फर्नांडिस, Gadkari गडकरी, Gaikwad गायकवाड, Garg गर्ग, Ghosh घोष, Ghritlahare घृतलहरे, Ghuge घुगे, Gokhale
गोखले, Gond गोंड, Gosai गोसाईं, Goswami गोस्वामी, Goyal गोयल, Gupta गुप्ता, Gwala ग्वाला, Holkar होळकर, Iyer अय्यर,
Jain जैन, Jatav जाटव, Jha झा, Kamble कांबळे, Kashyap कश्यप, Kewat केवट, Kori कोरी, Kujur कुजूर, Kulkarni कुलकर्णी,
Kulshreshtha कुलश्रेष्ठ, Lodhi लोधी, Lohar लोहार, Mahant महंत, Malviya मालवीय, Manjhi मांझी, Maravi मरावी, Markam
मरकाम, Mehra मेहरा, Meshram मेश्राम, Mirza मिर्जा, Mishra मिश्रा, Nair नायर, Netam नेताम, Nigam निगम, Nimbalkar
निंबाळकर, Pandey पाण्डेय, Parihar परिहार, Parmar परमार, Pathan पठान, Pawar पवार, Purohit पुरोहित, Rai राय, Rajak
रजक, Rao राव, Rastogi रस्तोगी, Reddy रेड्डी, Rizvi रिजवी, Saxena सक्सेना, Sen सेन, Sharma शर्मा, Sheikh शेख,
Shekhawat शेखावत, Shinde शिंदे, Shrivastava श्रीवास्तव, Singhal सिंघल, Sinha सिन्हा, Soni सोनी, Suthar सुथार,
Thakur ठाकुर, Tiwari तिवारी, Trivedi त्रिवेदी, Verma वर्मा, Wagh वाघ, Yadav यादव
`
