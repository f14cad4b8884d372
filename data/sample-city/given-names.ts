/** Data: given names, Latin and Devanagari. Regions: n north and central, m Marathi, g Gujarati, s south, u Urdu, p Punjabi, b Bengali, c Christian, a Adivasi. */
export type GivenName = { latin: string; devanagari: string; region: string }

const read = (text: string): GivenName[] =>
  text
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const [latin, devanagari, region] = entry.split('/') as [string, string, string | undefined]
      return { latin, devanagari: devanagari.normalize('NFC'), region: region ?? 'n' }
    })

export const MEN: readonly GivenName[] = read(`
Ramesh/रमेश Suresh/सुरेश Mahesh/महेश Dinesh/दिनेश Rajesh/राजेश Mukesh/मुकेश Rakesh/राकेश Naresh/नरेश Ganesh/गणेश Umesh/उमेश Kamlesh/कमलेश Jagdish/जगदीश Satish/सतीश
Girish/गिरीश Harish/हरीश Manish/मनीष Ashish/आशीष Anil/अनिल Sunil/सुनील Ajay/अजय Vijay/विजय Sanjay/संजय Dhananjay/धनंजय Ravi/रवि Shashi/शशि Hari/हरि Gopal/गोपाल Govind/गोविंद Mohan/मोहन Sohan/सोहन
Shyam/श्याम Ram/राम Laxman/लक्ष्मण Bharat/भरत Shatrughan/शत्रुघ्न Krishna/कृष्ण Balram/बलराम Arjun/अर्जुन Vishnu/विष्णु Shiv/शिव Shankar/शंकर Omprakash/ओमप्रकाश Jaiprakash/जयप्रकाश Chandrashekhar/चंद्रशेखर
Devendra/देवेंद्र Narendra/नरेंद्र Surendra/सुरेंद्र Jitendra/जितेंद्र Dharmendra/धर्मेंद्र Rajendra/राजेंद्र Virendra/वीरेंद्र Yogendra/योगेंद्र Gyanendra/ज्ञानेंद्र Kshitij/क्षितिज Prakash/प्रकाश Vikas/विकास Vivek/विवेक
Deepak/दीपक Ashok/अशोक Alok/आलोक Vinod/विनोद Pramod/प्रमोद Manoj/मनोज Pankaj/पंकज Neeraj/नीरज Rahul/राहुल Amit/अमित Sumit/सुमित Rohit/रोहित Mohit/मोहित Nitin/नितिन Sachin/सचिन Vishal/विशाल Kailash/कैलाश
Bhagwan/भगवान Kanhaiya/कन्हैया Lakhan/लखन Tulsiram/तुलसीराम Motilal/मोतीलाल Hiralal/हीरालाल Babulal/बाबूलाल Ramlal/रामलाल Chhotelal/छोटेलाल Munnalal/मुन्नालाल Ghanshyam/घनश्याम Purushottam/पुरुषोत्तम Radheshyam/राधेश्याम
Pandurang/पांडुरंग/m Dnyaneshwar/ज्ञानेश्वर/m Tukaram/तुकाराम/m Vitthal/विठ्ठल/m Bhausaheb/भाऊसाहेब/m Balasaheb/बाळासाहेब/m Shrikant/श्रीकांत/m Chandrakant/चंद्रकांत/m Prashant/प्रशांत/m Mangesh/मंगेश/m Nilesh/निलेश/m Sandip/संदीप/m
Jayesh/जयेश/g Hitesh/हितेश/g Bhavesh/भावेश/g Kirit/किरीट/g Jignesh/जिग्नेश/g Rajnikant/रजनीकांत/g
Venkatesh/वेंकटेश/s Srinivas/श्रीनिवास/s Subramaniam/सुब्रमण्यम/s Murugan/मुरुगन/s Nagaraj/नागराज/s
Mohammad/मोहम्मद/u Abdul/अब्दुल/u Imran/इमरान/u Salim/सलीम/u Yusuf/यूसुफ़/u Rashid/राशिद/u Nadeem/नदीम/u Aslam/असलम/u Iqbal/इक़बाल/u Shabbir/शब्बीर/u Zakir/ज़ाकिर/u Firoz/फ़िरोज़/u Wasim/वसीम/u
Gurpreet/गुरप्रीत/p Harjeet/हरजीत/p Balwinder/बलविंदर/p Manjeet/मनजीत/p Jaswant/जसवंत/p
Subhash/सुभाष/b Tapan/तपन/b Debashish/देबाशीष/b
Joseph/जोसेफ़/c Anthony/एंथनी/c Thomas/थॉमस/c Peter/पीटर/c
Budhram/बुधराम/a Sukhlal/सुखलाल/a Mangal/मंगल/a Phagulal/फागूलाल/a Dhaniram/धनीराम/a
`)

export const WOMEN: readonly GivenName[] = read(`
Sita/सीता Gita/गीता Radha/राधा Laxmi/लक्ष्मी Saraswati/सरस्वती Parvati/पार्वती Durga/दुर्गा Kamla/कमला Vimla/विमला Nirmala/निर्मला Urmila/उर्मिला Sharmila/शर्मिला Sunita/सुनीता Anita/अनीता Vinita/विनीता Kavita/कविता
Savita/सविता Lalita/ललिता Rekha/रेखा Meena/मीना Leela/लीला Sheela/शीला Sushila/सुशीला Pushpa/पुष्पा Asha/आशा Usha/उषा Nisha/निशा Usharani/उषारानी Manju/मंजू Anju/अंजू Sanju/संजू Rajkumari/राजकुमारी Shanti/शांति Kanti/कांति
Santosh/संतोष Kiran/किरण Poonam/पूनम Neelam/नीलम Jyoti/ज्योति Aarti/आरती Bharti/भारती Kusum/कुसुम Madhuri/माधुरी Vandana/वंदना Archana/अर्चना Sadhana/साधना Kalpana/कल्पना Ranjana/रंजना Sangeeta/संगीता Babita/बबीता
Mamta/ममता Sandhya/संध्या Shobha/शोभा Prabha/प्रभा Pratibha/प्रतिभा Priya/प्रिया Pooja/पूजा Neha/नेहा Ritu/ऋतु Richa/ऋचा Shraddha/श्रद्धा Kshama/क्षमा Gyanvati/ज्ञानवती Draupadi/द्रौपदी Kaushalya/कौशल्या Sumitra/सुमित्रा Ahilya/अहिल्या
Vaishali/वैशाली/m Vrushali/वृषाली/m Mangala/मंगला/m Shubhangi/शुभांगी/m Ujwala/उज्ज्वला/m Jayshree/जयश्री/m Rohini/रोहिणी/m Supriya/सुप्रिया/m
Hansa/हंसा/g Jasumati/जसुमती/g Bhavna/भावना/g Daksha/दक्षा/g
Padma/पद्मा/s Vijayalakshmi/विजयलक्ष्मी/s Meenakshi/मीनाक्षी/s Revathi/रेवती/s
Fatima/फ़ातिमा/u Ayesha/आयशा/u Shabana/शबाना/u Nasreen/नसरीन/u Zarina/ज़रीना/u Rukhsana/रुख़साना/u Salma/सलमा/u Yasmin/यास्मीन/u Parveen/परवीन/u
Harpreet/हरप्रीत/p Kuldeep/कुलदीप/p Simran/सिमरन/p Amarjeet/अमरजीत/p
Mitali/मिताली/b Sharmishtha/शर्मिष्ठा/b Anuradha/अनुराधा/b
Mary/मैरी/c Grace/ग्रेस/c Agnes/एग्नेस/c
Phulmati/फूलमती/a Budhwari/बुधवारी/a Sonmati/सोनमती/a Jhunni/झुन्नी/a
`)
